#include "app/app.h"

CORE_COUNTER_DEFINE(app_hits)

int app_run(struct app_node *n)
{
	CORE_NEXT(n, link) = 0;
	return app_hits_add(2);
}
