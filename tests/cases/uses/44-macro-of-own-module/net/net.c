#include "net/net.h"
int net_count;
int net_send(int n)
{
	return n + net_count;
}
