#include "net/net.h"

#define TRACE(n) NET_TRACE(n)

int app_run(int n)
{
	NET_TRACE(n);
	TRACE(n);
	NET_STAMP();
	return n;
}
