#include "os/os.h"
int os_twice(void)
{
	return os_open() + os_close();
}
