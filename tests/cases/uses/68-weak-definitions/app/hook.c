#include "core/core.h"
int core_rate = 5;
int core_hook(void)
{
	return 1;
}
