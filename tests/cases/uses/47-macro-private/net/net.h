#pragma once
#define NET_OPEN(n) net_open(n)
int net_open(int n);
