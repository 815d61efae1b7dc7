#define DRIVER "net/tcp.h"
#include DRIVER

int app_open(void)
{
	return tcp_open();
}
