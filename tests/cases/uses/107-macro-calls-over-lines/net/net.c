#include "net/net.h"
int net_count;
void net_send(int n)
{
	net_count += n;
}
int net_open(int n)
{
	return n;
}
