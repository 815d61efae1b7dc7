#include "pricing/pricing.h"

static const long unit_cents = 1250;

struct money pricing_total(const struct order *order)
{
	struct money total = { 0, "USD" };

	for (unsigned i = 0; i < order->line_count; i++) {
		struct money line = { unit_cents * (long)order->lines[i].count, "USD" };
		total = money_add(total, line);
	}
	return total;
}
