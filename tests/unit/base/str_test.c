/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "unit/unit.h"

static void a_c_string_and_its_text_are_equal(void **state)
{
	(void)state;
	assert_true(str_eq(str_of("abc"), STR("abc")));
	assert_false(str_eq(str_of("abc"), STR("abd")));
	assert_int_equal(str_of(NULL).len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_c_string_and_its_text_are_equal),
	};
	return claims_run("base/str", tests);
}
