#include "net/net.h"
static struct conn first;
struct conn *net_first(void)
{
	return &first;
}
struct conn *net_after(struct conn *c)
{
	return c->next;
}
struct conn net_copy(struct conn *c)
{
	return *c;
}
