#include "net/net.h"
#include "core/log.h"
int net_level;
int net_send(int n)
{
	return n == 0 ? core_log(n) : n;
}
