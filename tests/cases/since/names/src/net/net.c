#include "core/core.h"
#include "app/app.h"
int net_send(void)
{
	return app_run() + core_get();
}
