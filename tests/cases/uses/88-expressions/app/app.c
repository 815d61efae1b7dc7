#include "net/net.h"

int app_run(int n, struct part p)
{
	*(n ? &net_a : &net_b) = 1;
	(net_a, net_b);
	p = n ? net_part : p;
	net_take(net_part, &net_part.weight);
	while (net_a-- > 0)
		n += !net_b;
	*(volatile int *)&net_a = n;
	net_part = (struct part){ n };
	return net_copy().weight ?: net_a;
}
