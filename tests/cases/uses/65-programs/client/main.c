#include "os/os.h"
static int (*open)(void) = os_open;
int main(void)
{
	return open() + os_level;
}
