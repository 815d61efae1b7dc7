#include "net/net.h"

static char room[sizeof(struct conn)];
static char more[sizeof net_table / sizeof net_table[0]];

_Static_assert(_Alignof(struct conn) <= 16, "a cache line is enough");
_Static_assert(sizeof(((struct conn *)0)->fd) == 4, "sent as it is");

int app_run(struct conn *c)
{
	typeof(net_count) copy = 1;
	__typeof__(c->fd) fd = c->fd;
	typeof(net_open()) other = copy;
	typeof(net_open) *open = 0;
	typeof(struct conn *) next = c;

	room[0] = more[0];
	copy += sizeof(net_state.fd);
	copy += __alignof__(net_count);
	return fd + other + (open == 0) + (next == 0);
}
