#include "net/net.h"
int net_is_up(const struct net *net)
{
	return net->app != 0;
}
