#include "net/net.h"

int main(void)
{
	struct conn *conn = net_open();

	NET_SEND(1);
	return conn != 0;
}
