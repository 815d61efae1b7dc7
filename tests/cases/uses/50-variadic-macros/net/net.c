#include "net/net.h"
int net_count;
int net_open(void)
{
	return net_count;
}
