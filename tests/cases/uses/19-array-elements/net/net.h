#pragma once
extern int net_count;
extern int net_table[4];
extern int net_grid[4][4];
