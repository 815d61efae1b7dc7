#include "net/net.h"
int core_run(void)
{
	return shared;
}
