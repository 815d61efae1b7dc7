#include "net/net.h"

int app_run(int i)
{
	net_table[i] = 1;
	net_table[i]++;
	net_grid[i][2] = net_table[3];
	net_grid[net_count][0] ^= 1;
	return net_grid[1][i] + i[net_table];
}
