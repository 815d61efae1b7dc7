#include "core/core.h"

int net_id(void)
{
	return core_sum(1);
}
