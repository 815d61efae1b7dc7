#include "net/net.h"
int net_a, net_b;
struct part net_part;
struct part net_copy(void)
{
	return net_part;
}
void net_take(struct part p, int *n)
{
	*n = p.weight;
}
