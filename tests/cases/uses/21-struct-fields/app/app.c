#include "net/net.h"

int app_run(struct net *n, struct net all[])
{
	struct net copy = *n;
	const int *at = &n->peer.port;

	copy.fd = 1;
	copy.peer.port = n->next->fd;
	all[copy.fd].peer = n->peer;
	(*n).fd |= *at;
	return n->bits.low;
}
