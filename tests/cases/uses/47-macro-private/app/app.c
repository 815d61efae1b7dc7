#include "net/net.h"
#include "net/inside.h"

int app_run(int n)
{
	return NET_OPEN(n) + NET_INSIDE(n) + NET_SIZE;
}
