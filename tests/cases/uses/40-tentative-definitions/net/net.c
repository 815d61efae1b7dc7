#include "net/net.h"
#include "core/core.h"
int net_level;
int net_level;
int core_level;
int net_seen(void)
{
	return core_shared;
}
