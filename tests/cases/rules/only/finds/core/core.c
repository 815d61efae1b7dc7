#include "core/core.h"

int core_sum(int n)
{
	return n;
}
