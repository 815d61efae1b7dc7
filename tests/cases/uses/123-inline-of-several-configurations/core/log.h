#pragma once
#include "net/net.h"
static inline int core_log(int n)
{
#ifdef LOUD
	return net_send(n);
#else
	return n ? net_level : 0;
#endif
}
