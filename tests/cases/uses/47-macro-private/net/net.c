#include "net/inside.h"
#include "net/net.h"
int net_open(int n)
{
	return n;
}
int net_inside(int n)
{
	return n;
}
