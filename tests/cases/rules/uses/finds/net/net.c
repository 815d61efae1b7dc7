#include "app/app.h"
#include "core/core.h"
#include "disk/disk.h"

int net_id(void)
{
	return core_sum(app_id()) + disk_read();
}
