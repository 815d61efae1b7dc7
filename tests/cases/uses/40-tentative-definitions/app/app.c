#include "net/net.h"
#include "core/core.h"

int app_run(void)
{
	net_level = 1;
	core_level = net_level;
	return core_shared;
}
