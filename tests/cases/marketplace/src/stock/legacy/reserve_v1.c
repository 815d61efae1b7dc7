#include "stock/stock.h"

/* The old call, until the warehouse asks for orders. */
int stock_reserve_v1(unsigned item, unsigned count);

int stock_reserve_v1(unsigned item, unsigned count)
{
	struct order order = { .lines = { { item, count } }, .line_count = 1 };

	return stock_reserve(&order);
}
