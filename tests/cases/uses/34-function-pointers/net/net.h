#pragma once
typedef int net_handler(int);
extern net_handler *net_hook;
int net_open(void);
int net_close(void);
int net_send(int n);
void net_watch(net_handler *h);
