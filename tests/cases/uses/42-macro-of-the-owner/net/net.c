#include "net/net.h"
struct conn net_main;
int net_count;
int net_send(struct conn *c, int n)
{
	return c->fd + n;
}
int (net_open)(int n)
{
	return n;
}
