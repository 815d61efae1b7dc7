#include "net/net.h"
struct conn {
	struct pos from, to;
};
int conn_ok(const struct conn *c)
{
	return c->from.x == c->to.x;
}
