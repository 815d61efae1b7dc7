#include "core/glue.h"

int app_run(struct conn *c)
{
	net_count = 1;
	return net_send(c);
}
