#include "net/net.h"

int app_run(int n)
{
	struct core_node *node = NET_NODE(n);

	NET_MARK(node);
	NET_RESET;
	return NET_SIZE(n);
}
