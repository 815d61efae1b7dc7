#include "os/os.h"
int os_level;
int os_open(void)
{
	return 0;
}
