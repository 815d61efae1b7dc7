#pragma once
extern int net_count;
int net_send(int n);
