#include "net/net.h"

#define open net_open
#define FD fd
#define NEXT(c) (c)->next
#define CALL net_send(
#define ROOM sizeof(struct conn)

int app_run(struct conn *c)
{
	c->FD = open();
	c->net_peer = 2;
	NEXT(c)->fd = open();
	CALL c->fd);
	return net_close() + (int)ROOM;
}
