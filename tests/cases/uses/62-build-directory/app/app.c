#include <config.h>
#include "net.h"

int app_run(void)
{
	return net_send(OUT_LEVEL);
}
