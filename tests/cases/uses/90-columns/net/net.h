#pragma once
extern int net_count;
int net_send(const char *name, int n);
