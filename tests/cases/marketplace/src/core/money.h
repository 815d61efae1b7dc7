#pragma once

/* Cents, never fractions of them. */
struct money {
	long cents;
	char currency[4];
};

struct money money_add(struct money a, struct money b);
int money_is_same(const struct money *a, const struct money *b);
