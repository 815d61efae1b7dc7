#pragma once
enum { HOP_MAX = 2 };
struct hop {
	int number, port;
};
typedef struct route {
	struct hop hops[4];
	int cost;
	struct {
		int x;
	} at;
} route;
