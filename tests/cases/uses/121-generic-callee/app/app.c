#include "net/net.h"

#define SIZE(p) _Generic((p), struct conn *: net_conn_size, struct part *: net_part_size)(p)

int app_run(struct conn *c)
{
	return SIZE(c);
}
