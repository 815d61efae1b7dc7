#include "net/net.h"
struct conn {
	int fd;
};
struct part {
	int weight;
};
int net_conn_size(struct conn *c)
{
	return c->fd;
}
int net_part_size(struct part *p)
{
	return p->weight;
}
