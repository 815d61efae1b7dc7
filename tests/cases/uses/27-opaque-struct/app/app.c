#include "net/net.h"
#include "core/core.h"

int app_run(struct conn *c, struct context *x)
{
	struct ticket *t = core_ticket(x);

	return net_send(c) + (t != 0);
}
