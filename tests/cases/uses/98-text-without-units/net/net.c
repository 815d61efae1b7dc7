#include "net.h"
int net_send(int n)
{
	return n;
}
