#include "os/os.h"
int main(void)
{
	os_level = 1;
	return os_open() + os_close();
}
