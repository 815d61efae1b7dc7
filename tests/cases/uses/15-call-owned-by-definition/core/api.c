#include "core/api.h"
int core_stop(void)
{
	return core_start();
}
