#ifdef DEBUG
#include "net/trace.h"
#endif
#ifdef NEVER
#include "net/never.h"
#endif

int app_run(int n)
{
#ifdef DEBUG
	net_trace(n);
#else
	extern int net_quiet;

	n += net_quiet;
#endif
	return n;
}
