#include "app/app.h"
#include "net/net.h"

int app_run(void)
{
	net_settings.depth = 3;
	return net_settings.depth;
}
