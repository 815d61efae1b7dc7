#pragma once

#include "core/money.h"

#define ORDER_LINES 16

struct order_line {
	unsigned item;
	unsigned count;
};

struct order {
	unsigned long number;
	struct order_line lines[ORDER_LINES];
	unsigned line_count;
	struct money total;
};
