#include "stock/stock.h"

static unsigned shelf[64];

int stock_reserve(const struct order *order)
{
	for (unsigned i = 0; i < order->line_count; i++) {
		if (shelf[order->lines[i].item % 64] < order->lines[i].count) {
			return 0;
		}
	}
	for (unsigned i = 0; i < order->line_count; i++) {
		shelf[order->lines[i].item % 64] -= order->lines[i].count;
	}
	return 1;
}

void stock_release(const struct order *order)
{
	for (unsigned i = 0; i < order->line_count; i++) {
		shelf[order->lines[i].item % 64] += order->lines[i].count;
	}
}
