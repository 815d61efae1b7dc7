#include "net/net.h"
int net_width = 3;
int net_size(void)
{
	return net_width;
}
