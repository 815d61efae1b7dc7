#include "core/core.h"
#include "net/net.h"

#define BOTH(a, b)        \
	do {              \
		net_send(a); \
		net_send(b); \
	} while (0)

int app_run(void)
{
	BOTH(
		net_count,
		CORE_MAX(
			NET_SIZE,
			net_open(
				CORE_MAX(1, net_count)
			)
		)
	);
	return CORE_MAX
		(net_count, 1);
}
