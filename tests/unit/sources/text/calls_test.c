/* SPDX-License-Identifier: MIT */
#include "sources/text/text.h"

#include "unit/unit.h"

static const char *calls_of(struct arena *arena, struct str text, struct line_range range)
{
	struct text_call *calls;
	size_t count = text_calls(arena, text, &range, 1, &calls);
	struct str all = STR("");
	for (size_t i = 0; i < count; i++) {
		all = str_fmt(arena, STR_FMT "%s" STR_FMT " %u:%u", STR_ARG(all), i ? "; " : "",
				STR_ARG(calls[i].name), calls[i].line, calls[i].column);
	}
	return all.p;
}

static const char unit[] = "int f(void)\n"
			   "{\n"
			   "	int n = first(1);\n"
			   "#ifdef A\n"
			   "	n = second(third(n), \"fourth()\"); /* fifth() */\n"
			   "	o->method(n);\n"
			   "#endif\n"
			   "	return last(n);\n"
			   "}\n";

static void calls_in_the_range_are_found_and_no_others(void **state)
{
	const char *found = calls_of(*state, str_of(unit), (struct line_range){ 5, 6 });
	assert_string_equal(found, "second 5:6; third 5:13");
	found = calls_of(*state, str_of(unit), (struct line_range){ 1, 9 });
	assert_string_equal(found, "first 3:10; second 5:6; third 5:13; last 8:9");
	assert_string_equal(calls_of(*state, str_of(unit), (struct line_range){ 6, 7 }), "");
}

static void several_ranges_are_looked_at(void **state)
{
	const struct line_range ranges[] = { { 1, 3 }, { 8, 8 } };
	struct text_call *calls;
	assert_int_equal(text_calls(*state, str_of(unit), ranges, 2, &calls), 2);
	assert_str(calls[0].name, "first");
	assert_str(calls[1].name, "last");
	assert_int_equal(text_calls(*state, str_of(unit), NULL, 0, &calls), 0);
}

static void conditions_call_nothing(void **state)
{
	struct str text = STR("#if VERSION(3)\nint a(void) { return b(); }\n#elif C(1)\n#endif\n");
	const char *found = calls_of(*state, text, (struct line_range){ 1, 4 });
	assert_string_equal(found, "b 2:22");
}

/* What breaks parsers: many tokens in a row that never become anything. */
static void text_that_is_no_c_ends_well(void **state)
{
	static const char *const pieces[] = { "(", "{", "+", "if(a)", "f(", "a ", "\"", "f();", "[",
		"x=1?", "\n#if A\n", "1a", "\xff", "a\n(", "'", "sizeof ", "*", "do ", "else " };
	struct line_range range = { 1, 500000 };
	struct text_call *calls;
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		struct arena *arena = arena_create();
		struct str piece = str_of(pieces[i]);
		size_t count = 70000;
		char *text = arena_alloc(arena, count * piece.len);
		for (size_t k = 0; k < count; k++) {
			memcpy(text + k * piece.len, piece.p, piece.len);
		}
		text_calls(arena, (struct str){ text, count * piece.len }, &range, 1, &calls);
		text_calls(arena, (struct str){ text, 19000 * piece.len }, &range, 1, &calls);
		arena_destroy(arena);
	}
	assert_string_equal(calls_of(*state, STR(""), range), "");
	assert_string_equal(calls_of(*state, STR("}}}} #### \xff\xfe f("), range), "");
}

static void long_texts_are_looked_at_in_pieces(void **state)
{
	struct arena *arena = *state;
	size_t lines = 30000;
	char *text = arena_alloc(arena, lines * 8);
	for (size_t i = 0; i < lines; i++) {
		memcpy(text + i * 8, i % 1000 ? "x = 1; \n" : "f ( 1);\n", 8);
	}
	const struct line_range ranges[] = { { 1001, 1001 }, { 4000, 29001 } };
	struct text_call *calls;
	size_t count = text_calls(arena, (struct str){ text, lines * 8 }, ranges, 2, &calls);
	assert_int_equal(count, 27);
	assert_int_equal(calls[0].line, 1001);
	assert_int_equal(calls[1].line, 4001);
	assert_int_equal(calls[26].line, 29001);
	assert_int_equal(calls[26].column, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(calls_in_the_range_are_found_and_no_others),
		claim(several_ranges_are_looked_at),
		claim(conditions_call_nothing),
		claim(text_that_is_no_c_ends_well),
		claim(long_texts_are_looked_at_in_pieces),
	};
	return claims_run("sources/text/calls", tests);
}
