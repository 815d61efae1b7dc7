#include <stdarg.h>
#include "net/net.h"

static char room[sizeof(struct part)];
static _Atomic(struct part *) latest;
static __thread struct part *volatile mine;
static char lined[8] __attribute__((aligned(NET_LINE)));

int app_run(int n, ...)
{
	va_list ap;

	va_start(ap, n);
	latest = va_arg(ap, struct part *);
	mine = va_arg(ap, part_ref);
	va_end(ap);
	net_local = room[0];
	return lined[0] + mine->weight;
}
