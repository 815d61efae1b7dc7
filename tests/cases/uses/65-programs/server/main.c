#include "os/os.h"
int main(void)
{
	os_level = 2;
	return os_open();
}
