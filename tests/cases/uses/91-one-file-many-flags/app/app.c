#ifdef WITH_NET
#include "net/net.h"
#else
#include "core/core.h"
#endif
#include "app/backend.h"

int app_run(BACKEND *b)
{
	return backend_open(b);
}
