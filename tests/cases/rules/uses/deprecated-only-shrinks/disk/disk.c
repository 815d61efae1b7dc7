#include "disk/disk.h"

int disk_read(void)
{
	return 0;
}
