#include "net/net.h"

void net_send(int n)
{
	(void)n;
	net_flush();
}

void net_flush(void)
{
}
