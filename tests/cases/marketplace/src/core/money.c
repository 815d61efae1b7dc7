#include "core/money.h"

#include <string.h>

struct money money_add(struct money a, struct money b)
{
	a.cents += b.cents;
	return a;
}

int money_is_same(const struct money *a, const struct money *b)
{
	return a->cents == b->cents && strcmp(a->currency, b->currency) == 0;
}
