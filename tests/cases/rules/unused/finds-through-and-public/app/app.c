#include "core/all.h"
#include "net/net.h"

int main(void)
{
	struct list list = { 0 };
	struct addr addr = { 80 };

	net_send(addr.port);
	return list.len;
}
