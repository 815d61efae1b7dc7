#pragma once
#define NET_SIZE 4
extern int net_count;
void net_send(int n);
int net_open(int n);
