#include "net/net.h"
int shared;
int net_run(void)
{
	return --shared;
}
