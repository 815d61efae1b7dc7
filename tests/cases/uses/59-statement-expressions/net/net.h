#pragma once
extern int net_floor;
int net_open(void);
