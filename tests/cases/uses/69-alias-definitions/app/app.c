#include "net/net.h"
int app_run(void)
{
	return net_open() + net_open_old() + net_old_level;
}
