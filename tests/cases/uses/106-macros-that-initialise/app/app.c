#include "net/net.h"

#define COST(n) .cost = (n)
#define SET(f, v) .f = v
#define ROUTE(n) { SET(hops, n), COST(n), .run = net_run }

static struct route one = NET_ROUTE(3);
static struct route two = { COST(3), SET(hops, HOP_MAX) };
static struct route all[] = {
	[HOP_MAX] = ROUTE(1),
	NET_ROUTE(HOP_MAX),
};

int app_run(int i)
{
	one = all[i];
	two = (struct route)ROUTE(2);
	return i;
}
