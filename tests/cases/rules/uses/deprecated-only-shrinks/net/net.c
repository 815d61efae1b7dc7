#include "core/core.h"
#include "disk/disk.h"

int net_id(void)
{
	return core_sum(1) + disk_read();
}
