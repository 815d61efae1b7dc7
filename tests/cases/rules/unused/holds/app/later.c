#include "net/addr.h"
#ifdef WITH_PORTS
int app_port(struct addr *addr)
{
	return addr->port;
}
#endif
