/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "unit/unit.h"

static const struct str NOTHING = { NULL, 0 };

static void texts_are_equal_by_their_bytes(void **state)
{
	(void)state;
	assert_true(str_eq(str_of("abc"), STR("abc")));
	assert_false(str_eq(STR("abc"), STR("abd")));
	assert_false(str_eq(STR("abc"), STR("ab")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_true(str_eq(NOTHING, STR("")));
	assert_int_equal(str_of(NULL).len, 0);
}

static void order_is_by_bytes_and_a_prefix_comes_first(void **state)
{
	(void)state;
	static const struct str rows[] = {
		STR_INIT(""),
		STR_INIT("A"),
		STR_INIT("a"),
		STR_INIT("a\0"),
		STR_INIT("aa"),
		STR_INIT("b"),
		STR_INIT("\xc3\xa4"),
		STR_INIT("\xff"),
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (size_t j = 0; j < COUNT_OF(rows); j++) {
			int order = str_cmp(rows[i], rows[j]);
			assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
			assert_int_equal(str_order(&rows[i], &rows[j]), order);
		}
	}
	assert_int_equal(str_cmp(NOTHING, STR("")), 0);
}

static void beginnings_and_ends_are_found(void **state)
{
	(void)state;
	assert_true(str_starts(STR("abc"), STR("ab")));
	assert_true(str_starts(STR("abc"), STR("")));
	assert_true(str_starts(NOTHING, STR("")));
	assert_false(str_starts(STR("ab"), STR("abc")));
	assert_false(str_starts(STR("abc"), STR("bc")));
	assert_true(str_ends(STR("abc"), STR("bc")));
	assert_true(str_ends(STR("abc"), STR("")));
	assert_false(str_ends(STR("bc"), STR("abc")));
	assert_false(str_ends(STR("abc"), STR("ab")));
}

static void characters_and_parts_are_found(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("a/b/c"), '/'), 1);
	assert_int_equal(str_find_last(STR("a/b/c"), '/'), 3);
	assert_int_equal(str_find(STR("abc"), '/'), 3);
	assert_int_equal(str_find_last(STR("abc"), '/'), 3);
	assert_int_equal(str_find(NOTHING, '/'), 0);
	assert_int_equal(str_find_last(NOTHING, '/'), 0);
	assert_true(str_contains(STR("abc"), STR("bc")));
	assert_true(str_contains(NOTHING, STR("")));
	assert_false(str_contains(NOTHING, STR("a")));
	assert_false(str_contains(STR("abc"), STR("ac")));
}

static void slices_are_cut_to_the_length(void **state)
{
	(void)state;
	assert_str(str_slice(STR("abcd"), 1, 3), "bc");
	assert_str(str_slice(STR("abcd"), 1, 99), "bcd");
	assert_str(str_slice(STR("abcd"), 3, 1), "");
	assert_str(str_slice(STR("abcd"), 99, 200), "");
	assert_str(str_from(STR("abcd"), 2), "cd");
	assert_str(str_from(STR("abcd"), 9), "");
	assert_null(str_slice(NOTHING, 0, 5).p);
	assert_int_equal(str_slice(NOTHING, 3, 5).len, 0);
}

static void white_space_is_trimmed_at_both_ends(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t\r\n a b \v\f ")), "a b");
	assert_str(str_trim(STR("   ")), "");
	assert_str(str_trim(STR("")), "");
	assert_str(str_trim(STR("a")), "a");
}

static void splitting_yields_every_part(void **state)
{
	(void)state;

	static const struct {
		const char *text;
		size_t count;
		const char *parts[4];
	} rows[] = {
		{ "a", 1, { "a" } },
		{ "a,b", 2, { "a", "b" } },
		{ "a,", 2, { "a", "" } },
		{ ",a", 2, { "", "a" } },
		{ ",,", 3, { "", "", "" } },
		{ "", 1, { "" } },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str rest = str_of(rows[i].text);
		struct str part;
		for (size_t n = 0; n < rows[i].count; n++) {
			assert_true(str_split(&rest, ',', &part));
			assert_str(part, rows[i].parts[n]);
		}
		assert_false(str_split(&rest, ',', &part));
		assert_false(str_split(&rest, ',', &part));
	}
}

static void only_whole_numbers_that_fit_are_read(void **state)
{
	(void)state;

	static const struct {
		const char *text;
		uint64_t value;
	} rows[] = {
		{ "0", 0 },
		{ "007", 7 },
		{ "42", 42 },
		{ "18446744073709551615", UINT64_MAX },
	};

	static const char *const bad[] = { "", "-1", "+1", " 1", "1 ", "0x1", "1.0", "a",
		"18446744073709551616", "99999999999999999999" };
	uint64_t value;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_true(str_to_u64(str_of(rows[i].text), &value));
		assert_true(value == rows[i].value);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_false(str_to_u64(str_of(bad[i]), &value));
	}
}

static void copies_end_in_a_nul(void **state)
{
	struct str copy = str_dup(*state, str_slice(STR("abcd"), 1, 3));
	assert_string_equal(copy.p, "bc");
	assert_string_equal(str_dup(*state, NOTHING).p, "");
	struct str text = str_fmt(*state, "<" STR_FMT "> %05d", STR_ARG(copy), 7);
	assert_string_equal(text.p, "<bc> 00007");
	assert_int_equal(text.len, 10);
	assert_string_equal(str_fmt(*state, STR_FMT, STR_ARG(NOTHING)).p, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(texts_are_equal_by_their_bytes),
		claim(order_is_by_bytes_and_a_prefix_comes_first),
		claim(beginnings_and_ends_are_found),
		claim(characters_and_parts_are_found),
		claim(slices_are_cut_to_the_length),
		claim(white_space_is_trimmed_at_both_ends),
		claim(splitting_yields_every_part),
		claim(only_whole_numbers_that_fit_are_read),
		claim(copies_end_in_a_nul),
	};
	return claims_run("base/str", tests);
}
