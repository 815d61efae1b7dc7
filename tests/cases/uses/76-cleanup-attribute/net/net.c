#include "net/net.h"
static struct conn only;
struct conn *net_get(void)
{
	return &only;
}
void net_drop(struct conn **c)
{
	*c = 0;
}
