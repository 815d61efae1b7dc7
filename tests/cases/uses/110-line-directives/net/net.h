#pragma once
#define NET_SIZE 3
extern int net_count;
int app_more(void);
int net_open(int n);
