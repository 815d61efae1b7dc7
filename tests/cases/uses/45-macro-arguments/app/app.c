#include "core/core.h"
#include "net/net.h"

#define OWN(x) (x)
#define OWN_TWICE(x) (OWN(x) + OWN(x))

int app_run(struct conn *c)
{
	CORE_SET(net_count, net_read(c));
	CORE_SET(c->fd, NET_SIZE);
	return CORE_MAX(net_count,
			net_read(c))
	       + OWN_TWICE(net_count)
	       + OWN(OWN_TWICE(CORE_MAX(1, NET_SIZE)));
}
