#pragma once
extern int net_level;
int net_send(int n);
