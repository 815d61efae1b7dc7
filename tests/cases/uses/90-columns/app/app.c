#include "net/net.h"

int app_run(void)
{
	const char *name = "größe"; return net_send(name, /* ü */ net_count);
}
