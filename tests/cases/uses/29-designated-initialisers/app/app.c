#include "net/net.h"

static struct route route = {
	.from.port = 1,
	.to = { .port = 2 },
	.hops = { [1] = 7, [HOP_LAST] = 9 },
	.cost = 3,
};
static struct addr table[] = {
	[0].port = 1,
	[1 ... 2] = { .port = 2 },
	[3] = { port: 4 },
	[4] = { 5 },
};

int app_run(int i)
{
	struct route plain = { { 1 }, { 2 }, { 3 }, 4 };

	route = plain;
	table[i] = route.to;
	return 0;
}
