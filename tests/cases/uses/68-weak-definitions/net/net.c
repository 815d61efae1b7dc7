#include "core/core.h"
int net_run(void)
{
	return core_hook() + core_idle() + core_rate;
}
