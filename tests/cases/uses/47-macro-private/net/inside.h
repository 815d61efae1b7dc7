#pragma once
#define NET_SIZE 4
#define NET_INSIDE(n) net_inside(n)
int net_inside(int n);
