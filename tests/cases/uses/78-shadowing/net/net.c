#include "net/net.h"
int net_count;
int net_table[2];
int net_open(int n)
{
	return n;
}
