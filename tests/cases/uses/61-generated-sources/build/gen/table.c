#include "table.h"
#include "net/net.h"
const int gen_table[2] = { NET_FIRST, 2 };
int gen_seed(void)
{
	return net_hash(3);
}
