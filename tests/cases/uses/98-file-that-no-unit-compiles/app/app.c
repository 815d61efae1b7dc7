#include "../net/net.h"
#include "../net/config.h"

int app_run(void)
{
#ifdef NET_FAST
	return net_send(NET_SIZE);
#else
	return 0;
#endif
}
