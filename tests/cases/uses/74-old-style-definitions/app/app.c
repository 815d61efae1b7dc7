#include "net/net.h"

static int app_send();

int app_run(c, m, names)
	struct conn *c;
	register mode m;
	char *names[];
{
	return net_send(c, m) + app_send(c, names);
}

static int app_send(c, names)
	conn_ref c;
	char **names;
{
	return c->fd + (names != 0);
}
