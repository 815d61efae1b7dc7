#include "net/net.h"
int net_count;
int net_table[4];
int net_grid[4][4];
