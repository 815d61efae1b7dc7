#include "core/core.h"
#include "net/net.h"
#include <stdio.h>

int main(void)
{
	puts("app");
	return core_sum(net_port);
}
