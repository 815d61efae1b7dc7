#include "net/net.h"

int app_run(void)
{
	int (*f)(int) = net_twice;

	return net_twice(2) + f(net_clamp(3));
}
