#pragma once
#define NET_SIZE 8
int net_open(int n);
