#include "net/net.h"

#define AUTO_CONN __attribute__((cleanup(net_drop))) struct conn *

int app_run(void)
{
	__attribute__((cleanup(net_drop))) struct conn *c = net_get();
	struct conn *d __attribute__((__cleanup__(net_drop))) = c;
	AUTO_CONN e = d;
	NET_AUTO f = e;

	return f->fd;
}
