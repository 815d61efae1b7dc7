#pragma once
#include "core/core.h"
static inline int net_twice(int n)
{
	core_calls++;
	return 2 * n;
}
static inline int net_clamp(int n)
{
	return core_min(n, CORE_TOP);
}
