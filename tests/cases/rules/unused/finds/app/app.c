#include "net/addr.h"
#include "net/net.h"

int main(void)
{
	net_send(1);
	return 0;
}
