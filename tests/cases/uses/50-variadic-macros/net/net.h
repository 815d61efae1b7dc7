#pragma once
extern int net_count;
int net_open(void);
