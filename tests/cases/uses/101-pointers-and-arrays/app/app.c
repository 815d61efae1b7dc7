#include "net/net.h"

int app_run(int i)
{
	int sum = 0;

	net_names[i][0] = 'a';
	net_grid[i][0] = 'a';
	net_state.room[i] = 1;
	net_state.data[i] = 1;
	net_state.next->room[i] = 1;
	net_all[i].next->data[i]++;
	for (int *p = net_table; p < net_table + 4; p++)
		sum += *p;
	return sum + (&net_table == 0) + net_hooks[i](net_state.data[0]);
}
