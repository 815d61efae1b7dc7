#include "net/net.h"

int app_run(struct net *local)
{
	net_main->fd = 1;
	net_main->fd++;
	*net_cursor = 2;
	net_cursor[4] = 3;
	net_main = local;
	net_cursor = &net_main->fd;
	return local->fd;
}
