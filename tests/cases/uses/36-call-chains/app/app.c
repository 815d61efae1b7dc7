#include "net/net.h"

int app_run(void)
{
	net_first()->fd = 1;
	net_after(net_first())->next->fd++;
	return net_copy(net_first()->next).fd;
}
