#include "core/core.h"
void core_fail(int r)
{
	(void)r;
}
