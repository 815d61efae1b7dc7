#include "net/net.h"
int net_send(void)
{
	return net_missing;
}
