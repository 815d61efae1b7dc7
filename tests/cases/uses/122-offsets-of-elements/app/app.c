#include <stddef.h>
#include "net/net.h"

#define AT(m) offsetof(struct route, m)

enum {
	LAST = offsetof(struct route, hops[HOP_MAX].port),
	COST = AT(cost),
	DEEP = offsetof(route, at.x),
};
int app_offsets[] = { LAST, COST, DEEP };
