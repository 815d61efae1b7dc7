#include "net/net.h"
#include "core/core.h"

int main(void)
{
	net_on_close(core_halt);
	return 0;
}
