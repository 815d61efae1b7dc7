#include "core/core.h"
__attribute__((weak)) int core_hook(void)
{
	return 0;
}
int __attribute__((weak)) core_idle(void)
{
	return 0;
}
int core_rate __attribute__((weak)) = 1;
