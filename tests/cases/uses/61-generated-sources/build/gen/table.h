#pragma once
extern const int gen_table[2];
int gen_seed(void);
