/* SPDX-License-Identifier: MIT */
#include "config/value.h"

#include "base/err.h"

#include "unit/unit.h"

static struct node scalar(struct arena *arena, const char *text)
{
	return (struct node){ .kind = NODE_SCALAR, .text = str_dup(arena, str_of(text)) };
}

static void only_plain_digits_are_a_number(void **state)
{
	static const char *const bad[] = { "", "-", "1.0", "1_000", "0x10", "1e3", " 1", "+1",
		"9223372036854775808" };
	int64_t value;
	struct node node = scalar(*state, "-12");
	assert_true(value_read_number(&node, &value));
	assert_int_equal(value, -12);
	node = scalar(*state, "9223372036854775807");
	assert_true(value_read_number(&node, &value));
	assert_true(value == INT64_MAX);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		node = scalar(*state, bad[i]);
		assert_false(value_read_number(&node, &value));
	}
	node = scalar(*state, "12");
	node.is_quoted = true;
	assert_false(value_read_number(&node, &value));
}

static void a_decimal_number_is_neither_hexadecimal_nor_infinite(void **state)
{
	static const char *const bad[] = { "", ".5", "5.", "inf", "nan", "0x1p3", "1e", "1e999",
		"1,5", "1.5x" };
	double value;
	struct node node = scalar(*state, "-1.5e-1");
	assert_true(value_read_real(&node, &value));
	assert_true(value == -0.15);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		node = scalar(*state, bad[i]);
		assert_false(value_read_real(&node, &value));
	}
}

static void names_are_what_reports_can_hold(void **state)
{
	(void)state;
	assert_true(value_is_name(STR("drv/{name}")));
	assert_true(value_is_name(STR("0.a_b-c")));
	assert_false(value_is_name(STR("")));
	assert_false(value_is_name(STR("-a")));
	assert_false(value_is_name(STR("a b")));
	assert_false(value_is_name(STR("a:b")));
	assert_false(value_is_name(STR("a\0b")));
	assert_false(value_is_name(STR("\xc3\xa9")));
	assert_false(value_is_name(STR("a[")));
}

static bool item_is_fine(struct arena *arena, const char *text, enum field_type type)
{
	struct str item = str_of(text);
	struct str remedy;
	struct err err;
	return value_check_item(&item, type, arena, &remedy, &err);
}

static void patterns_stay_below_the_root(void **state)
{
	assert_true(item_is_fine(*state, "src/**/*.c", FIELD_GLOBS));
	assert_true(item_is_fine(*state, ".", FIELD_GLOBS));
	assert_true(item_is_fine(*state, ".github/x", FIELD_GLOBS));
	assert_false(item_is_fine(*state, "/src/**", FIELD_GLOBS));
	assert_false(item_is_fine(*state, "src/../x", FIELD_GLOBS));
	assert_false(item_is_fine(*state, "./src", FIELD_GLOBS));
	assert_false(item_is_fine(*state, "{a,b}/**", FIELD_GLOBS));
	assert_false(item_is_fine(*state, "", FIELD_GLOBS));
}

static void paths_are_cleaned_and_stay_below_the_root(void **state)
{
	struct str item = STR("a/./b//../c");
	struct str remedy;
	struct err err;
	assert_true(value_check_item(&item, FIELD_PATHS, *state, &remedy, &err));
	assert_str(item, "a/c");
	assert_false(item_is_fine(*state, "/etc/passwd", FIELD_PATHS));
	assert_false(item_is_fine(*state, "a/../../b", FIELD_PATHS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(only_plain_digits_are_a_number),
		claim(a_decimal_number_is_neither_hexadecimal_nor_infinite),
		claim(names_are_what_reports_can_hold),
		claim(patterns_stay_below_the_root),
		claim(paths_are_cleaned_and_stay_below_the_root),
	};
	return claims_run("config/value", tests);
}
