#include "net/net.h"

extern int net_extra(void) __attribute__((weak));
extern int app_maybe(void) __attribute__((weak));

int app_run(void)
{
	return (net_extra ? net_extra() : 0) + (app_maybe ? app_maybe() : 0) + (net_optional != 0);
}
