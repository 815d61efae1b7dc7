#include "net/tcp.h"
int tcp_open(void)
{
	return 0;
}
