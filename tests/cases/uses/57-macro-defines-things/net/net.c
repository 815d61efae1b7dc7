#include "app/app.h"

int net_run(struct app_node *n)
{
	app_hits_count = 1;
	return app_hits_add(3) + (n->link.next == n);
}
