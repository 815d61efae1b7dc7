#include "net/net.h"

int app_run(int n)
{
	NET_CONN *c = NET_MAIN;

	NET_COUNT = n;
	NET_SEND(n);
	return NET_FD(c) + net_open(n) + (net_open)(n);
}
