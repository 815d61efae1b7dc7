#include "core/log.h"
int app_run(void)
{
	return core_log(1);
}
