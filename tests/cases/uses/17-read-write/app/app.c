#include "net/net.h"

int app_run(int n)
{
	int m = net_count;

	net_count = 1;
	net_count += n;
	net_count++;
	--net_count;
	net_count = net_limit = m;
	net_count = net_count | net_limit;
	(net_count) <<= 1;
	(void)net_limit;
	if (net_count > 3 && !net_limit)
		return -net_count;
	return n ? net_count : net_limit;
}
