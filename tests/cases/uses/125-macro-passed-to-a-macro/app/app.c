#include "net/net.h"

#define APPLY(f, x) f(x)
#define PAIRS(item) item(1) item(2)

int app_run(int n)
{
	n += APPLY(NET_TWICE, 3);
	return n PAIRS(NET_PLUS);
}
