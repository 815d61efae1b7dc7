#include "core/list.h"
#include "net/net.h"

int app_run(struct list *l)
{
	struct conn *c = container_of(l, struct conn, link);

	list_each(l, &c->link)
		c->fd++;
	return c->link.next == l;
}
