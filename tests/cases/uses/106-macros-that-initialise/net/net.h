#pragma once
#define NET_ROUTE(n) { .hops = (n), .cost = HOP_MAX, .run = net_run }
enum { HOP_MAX = 2 };
struct route {
	int hops, cost;
	int (*run)(void);
};
int net_run(void);
