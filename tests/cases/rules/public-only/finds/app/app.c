#include "net/net.h"
#include "net/conn.h"

int main(void)
{
	struct conn *conn = net_open();

	NET_SEND(1);
	net_write(2);
	return conn->fd;
}
