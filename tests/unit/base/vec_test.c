/* SPDX-License-Identifier: MIT */
#include "base/vec.h"

#include "unit/unit.h"

static void items_stay_in_order_while_it_grows(void **state)
{
	VEC(size_t) numbers = { 0 };
	for (size_t i = 0; i < 10000; i++) {
		*vec_add(&numbers, *state) = i;
	}
	assert_int_equal(numbers.len, 10000);
	size_t expected = 0;
	vec_each (const size_t, number, &numbers) {
		assert_int_equal(*number, expected);
		expected++;
	}
	assert_int_equal(expected, 10000);
}

static void an_empty_one_has_no_items(void **state)
{
	(void)state;
	VEC(int) none = { 0 };
	size_t seen = 0;
	vec_each (const int, item, &none) {
		seen += (size_t)*item + 1;
	}
	assert_int_equal(seen, 0);
	vec_sort(&none, str_order);
}

static void it_is_sorted_by_a_comparison(void **state)
{
	VEC(struct str) words = { 0 };
	*vec_add(&words, *state) = STR("b");
	*vec_add(&words, *state) = STR("c");
	*vec_add(&words, *state) = STR("a");
	vec_sort(&words, str_order);
	assert_str(words.p[0], "a");
	assert_str(words.p[1], "b");
	assert_str(words.p[2], "c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(items_stay_in_order_while_it_grows),
		claim(an_empty_one_has_no_items),
		claim(it_is_sorted_by_a_comparison),
	};
	return claims_run("base/vec", tests);
}
