#include "net/net.h"

struct app_ops {
	int (*open)(void);
	int (*send)(int);
};
static const struct app_ops ops = {
	.open = net_open,
	.send = &net_send,
};
static int (*const table[])(void) = { net_open, [2] = net_close };
static net_handler *handler;

static int app_handle(int n)
{
	return n;
}

int (*app_choose(int n))(int)
{
	handler = n ? net_send : app_handle;
	if (handler == net_send)
		net_watch(net_send);
	net_hook = app_handle;
	net_hook(net_hook != 0);
	return ops.open() + table[0]() ? net_send : 0;
}
