#include "net/net.h"
int zip_own(void)
{
	return 1;
}
