#include "net/net.h"
int net_send(c, m)
	struct conn *c;
	mode m;
{
	return c->fd + m;
}
