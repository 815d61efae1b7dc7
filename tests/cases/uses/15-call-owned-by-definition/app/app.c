#include "core/api.h"

int app_run(void)
{
	core_version = 2;
	return core_start() + core_stop();
}
