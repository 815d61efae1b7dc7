#include "core/core.h"
int core_calls;
int core_min(int a, int b)
{
	return a < b ? a : b;
}
