#include "net/trace.h"
int net_quiet;
void net_trace(int n)
{
	net_quiet = n;
}
