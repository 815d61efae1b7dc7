#include "net/net.h"

int app_run(struct conn *c)
{
	int fd = c->fd;

	{
		struct conn {
			int fd, other;
		} own = { .fd = fd };
		struct conn *p = &own;
		typedef int mode;
		enum { FAST = 7 };
		mode m = FAST;

		fd += p->fd + own.other + m;
	}
	mode m = FAST;
	return fd + (int)m + (int)sizeof(struct conn);
}
