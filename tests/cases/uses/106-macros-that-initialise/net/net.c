#include "net/net.h"
int net_run(void)
{
	return 0;
}
