#include <stdio.h>

#include "checkout/checkout.h"

int main(void)
{
	struct order order = { .number = 1, .lines = { { 7, 2 } }, .line_count = 1 };

	printf("%d\n", (int)checkout_place(&order));
	return 0;
}
