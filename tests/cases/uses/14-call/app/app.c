#include "net/net.h"

static int twice(int n)
{
	return 2 * n;
}

int app_run(void)
{
	int n = net_open();

	net_send(net_open(), twice(n));
	if (net_send(n, n) && (net_open)())
		return twice(net_open());
	for (net_open(); n; net_send(n--, 0))
		;
	return n;
}
