#pragma once
typedef int cell;
extern int net_width;
int net_size(void);
