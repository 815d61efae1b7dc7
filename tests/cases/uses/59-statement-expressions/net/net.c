#include "net/net.h"
int net_floor;
int net_open(void)
{
	return net_floor;
}
