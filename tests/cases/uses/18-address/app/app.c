#include "net/net.h"

int *app_slot = &net_count;
const int *app_first = &net_table[1];

static void bump(int *n)
{
	++*n;
}

void app_run(void)
{
	bump(&net_count);
	*&net_count = 3;
	app_first = net_table;
	bump(net_table);
}

int *app_table(void)
{
	return net_table;
}
