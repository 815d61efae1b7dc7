#pragma once
int net_open(void);
int net_send(int to, int n);
