#include "core/core.h"
#include "net/net.h"

int app_run(struct conn *c, struct node *n)
{
	int sum = _Generic(c,
			struct conn *: net_size(c),
			default: 0);

	sum += _Generic(n, struct node *: core_top, default: 1);
	return sum + CORE_SIZE(n);
}
