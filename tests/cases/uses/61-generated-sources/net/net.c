#include "net/net.h"
#include "table.h"
int net_hash(int n)
{
	return n ^ gen_seed();
}
