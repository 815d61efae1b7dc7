#include "net/conn.h"
#include "app/app.h"
int net_use(struct conn *c)
{
	return app_use(c) + c->fd;
}
