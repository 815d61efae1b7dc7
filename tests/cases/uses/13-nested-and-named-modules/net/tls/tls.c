#include "net/tls/tls.h"
#include "net/net.h"
int tls_send(void)
{
	return net_send();
}
