#include "net/net.h"
int net_count;
int net_open(int n)
{
	return n;
}
