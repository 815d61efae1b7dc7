#include "net/table.c"

int app_first(void)
{
	return net_entry(0);
}
