#include "net/net.h"

typedef float four __attribute__((vector_size(NET_WIDTH)));

float app_run(four v)
{
	quad q = (quad)v;

	q[0] = v[1];
	net_quad[1] = q[2];
	return q[3] + net_quad[0];
}
