#pragma once
#define NET_OPEN() net_open()
int net_open(void);
static inline int net_next(int n)
{
	return n + net_open();
}
