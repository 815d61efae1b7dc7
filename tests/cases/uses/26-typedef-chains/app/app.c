#include "net/net.h"

typedef struct conn app_conn;
typedef conn_id app_id;

static app_id last;

int app_run(app_conn *c, conn_ref r)
{
	last = c->id;
	return (int)last + (int)r->id;
}
