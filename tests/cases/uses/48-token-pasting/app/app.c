#include "core/core.h"
#include "net/net.h"

#define DO(what) net_##what()
#define FIELD(p, f) ((p)->net_##f)

int app_run(struct conn *c)
{
	int app_fd = 1;

	FIELD(c, fd) = CORE_NAME(app, fd);
	return DO(open) + DO(close);
}
