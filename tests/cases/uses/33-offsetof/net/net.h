#pragma once
#include "core/addr.h"
struct route {
	struct addr from, to;
	int cost;
};
