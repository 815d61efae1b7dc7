#include <net/net.h>
#include "../net/inside.h"

int app_run(void)
{
	return NET_OPEN() + NET_INSIDE() + net_next(1);
}
