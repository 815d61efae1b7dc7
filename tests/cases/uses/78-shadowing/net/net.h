#pragma once
extern int net_count;
extern int net_table[2];
int net_open(int n);
