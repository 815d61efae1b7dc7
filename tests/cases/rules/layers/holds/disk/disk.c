#include "core/core.h"

int disk_free(void)
{
	return core_count;
}
