#include APP
#include "../common.inc"
#include "net/link.h"
#include "net/missing.h"
const char *net_here = __FILE__ ROOT;
int net_send(void)
{
	return app_run() + CONFIG + COMMON + REAL;
}
#error "so it is"
