#include "core/core.h"
int core_get(void)
{
	return 2;
}
