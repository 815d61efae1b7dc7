#include "net/net.h"
int net_size(struct conn *c)
{
	return c->fd;
}
