#include "core/log.h"
#include "net/net.h"

int main(void)
{
	log_line("begin");
	return net_send("x");
}
