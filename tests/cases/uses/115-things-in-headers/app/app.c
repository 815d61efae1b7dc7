#include "net/net.h"

int app_run(int i)
{
	int (*f)(int) = net_plain;

	net_scratch[i] = net_sizes[i];
	return f(net_plain(net_sizes[0])) + NET_ONE + net_all;
}
