#include "net/net.h"

int app_state(void)
{
	return 1;
}

int main(void)
{
	return net_send("x");
}
