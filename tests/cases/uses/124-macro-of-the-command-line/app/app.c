#include "net/net.h"

int app_run(void)
{
	return OPEN();
}
