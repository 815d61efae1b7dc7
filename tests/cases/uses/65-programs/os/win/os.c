#include "os/os.h"
int os_level = 1;
int os_open(void)
{
	return os_level + 1;
}
