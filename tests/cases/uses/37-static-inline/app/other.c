#include "net/net.h"

int app_other(void)
{
	return net_clamp(4);
}
