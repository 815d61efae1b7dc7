#include "net/net.h"
#include "core/core.h"

int app_run(void)
{
	return NET_LEVEL;
}
