#pragma once
int net_open(void);
int net_open_old(void);
extern int net_old_level;
