#pragma once
#include "core/addr.h"
enum { HOP_LAST = 3 };
struct route {
	struct addr from, to;
	int hops[4];
	union {
		int cost;
		int price;
	};
};
