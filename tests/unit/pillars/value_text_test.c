/* SPDX-License-Identifier: MIT */
#include "pillars/value_text.h"

#include "base/err.h"
#include "unit/unit.h"

static void assert_told(struct arena *arena, const char *written, const char *told)
{
	struct quantity quantity;
	struct err err;

	assert_true(quantity_read(&quantity, str_of(written), &err));
	assert_str(value_text(&quantity, arena), told);
}

static void values_are_told_as_people_say_them(void **state)
{
	struct arena *arena = *state;

	assert_told(arena, "0.728 ratio", "72.8 %");
	assert_told(arena, "78 %", "78 %");
	assert_told(arena, "33.333333 %", "33.3 %");
	assert_told(arena, "12080 s", "3 h 21 min");
	assert_told(arena, "10800 s", "3 h");
	assert_told(arena, "14399 s", "4 h");
	assert_told(arena, "190 min", "190 min");
	assert_told(arena, "90 s", "90 s");
	assert_told(arena, "212.4 ms", "212 ms");
	assert_told(arena, "11836801 s", "137 d");
	assert_told(arena, "0 min", "0 ms");
	assert_told(arena, "3.0512", "3.05");
	assert_told(arena, "166.6666 USD/order", "167 USD/order");
	assert_told(arena, "0.0123456 USD", "0.0123 USD");
	assert_told(arena, "0", "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(values_are_told_as_people_say_them),
	};
	return claims_run("pillars/value_text", tests);
}
