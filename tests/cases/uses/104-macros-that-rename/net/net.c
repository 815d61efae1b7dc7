#include "net/net.h"
int net_open(void)
{
	return 0;
}
int net_send(int n)
{
	return n;
}
int net_close(void)
{
	return 0;
}
