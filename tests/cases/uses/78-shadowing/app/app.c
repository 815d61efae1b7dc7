#include "net/net.h"

struct net_count {
	int net_open;
};

static int app_add(int net_count, int (*net_open)(int))
{
	net_count += 2;
	return net_open(net_count);
}

int app_run(int n)
{
	struct net_count net_open = { .net_open = n };
	int *net_table = &n;

	for (int net_count = 0; net_count < 3; net_count++)
		net_table[0] += net_open.net_open;
	if (n)
		goto net_count;
	n = net_count;
net_count:
	return app_add(n, 0);
}
