#include "net/net.h"
int net_count;
int net_send(const char *name, int n)
{
	return name[0] + n;
}
