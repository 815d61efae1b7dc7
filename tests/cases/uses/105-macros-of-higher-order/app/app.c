#include "net/net.h"

#define APPLY(f, x) f(x)
#define CAT(a, b) CAT_(a, b)
#define CAT_(a, b) a##b
#define IGNORE(x)
#define FIRST(x, ...) x

int app_run(int n)
{
	IGNORE(net_open(NET_SIZE));
	n += APPLY(net_open, n);
	n += FIRST(net_open(1), net_open(2));
	return CAT(net_, open)(n);
}
