#include "net/net.h"
#include "app/app.h"
#include "disk/disk.h"

void net_send(int fd)
{
	if (fd < 0) {
		app_notify(fd);
	}
	disk_write(fd);
}
