#pragma once
extern int net_count;
extern int net_table[4];
