#if __has_include("net/fast.h")
#include "net/fast.h"
#endif
#if defined(__has_include)
#if __has_include(<net/none.h>)
#define APP_NONE 1
#endif
#endif

int app_run(void)
{
	return net_fast();
}
