#include "core/core.h"
#include "net/net.h"

#define MEMBER(type, m) (((type *)0)->m)

int app_run(void)
{
	int n = CORE_COUNT(net_table);

	n += CORE_SIZE(struct conn);
	n += CORE_SIZE(MEMBER(struct conn, fd));
	CORE_TYPE(net_count) copy = n;
	return CORE_BOTH(net_count) + copy;
}
