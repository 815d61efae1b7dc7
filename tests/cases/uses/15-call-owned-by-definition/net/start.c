#include "core/api.h"
int core_version = 1;
int core_start(void)
{
	return core_version;
}
