#include "net/net.h"

int app_run(void)
{
	typeof(net_second) *p = &net_second;

	return p->i + net_second.i + STATE_UP;
}
