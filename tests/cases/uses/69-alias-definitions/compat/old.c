#include "net/net.h"
static int compat_level;
static int compat_open(void)
{
	return net_open() + compat_level;
}
int net_open_old(void) __attribute__((alias("compat_open")));
extern int net_old_level __attribute__((alias("compat_level")));
