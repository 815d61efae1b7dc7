#include "table.h"

int app_run(int i)
{
	return gen_table[i];
}
