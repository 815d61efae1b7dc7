#include "net/net.h"

#define TWICE NET_TWICE

int app_run(int n)
{
	return TWICE(n);
}
