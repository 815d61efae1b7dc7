/* SPDX-License-Identifier: MIT */
#include "reports/excerpt.h"

#include "unit/unit.h"

static struct str written(struct arena *arena, struct excerpt excerpt)
{
	struct buf out;
	buf_init(&out);
	excerpt_write(&out, &excerpt);
	struct str copy = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return copy;
}

static struct place at(uint32_t line, uint32_t column, uint32_t width)
{
	return (struct place){ STR("a.c"), line, column, width };
}

static void the_caret_stands_below_what_is_meant(void **state)
{
	struct excerpt excerpt = { at(88, 9, 10), STR("    if (c->state == CLOSED) {"),
		STR("        app_notify(c->owner);"), STR("a call"), NULL };
	assert_str(written(*state, excerpt), "   87 |     if (c->state == CLOSED) {\n"
					     "   88 |         app_notify(c->owner);\n"
					     "      |         ^^^^^^^^^^ a call\n");
}

static void tabs_are_widened(void **state)
{
	struct excerpt excerpt = { at(1, 4, 2), STR(""), STR("\ta\tbc"), STR(""), NULL };
	assert_str(written(*state, excerpt), "    1 |         a       bc\n"
					     "      |                 ^^\n");
}

static void wide_and_hidden_characters_count_as_they_are_shown(void **state)
{
	struct excerpt excerpt = { at(1, 8, 1), STR(""), STR("\xe4\xb8\xad\xe2\x80\xae.x"), STR(""),
		NULL };
	assert_str(written(*state, excerpt), "    1 | \xe4\xb8\xad\\xe2\\x80\\xae.x\n"
					     "      |                ^\n");
}

static void a_command_in_a_line_is_broken_and_the_caret_follows(void **state)
{
	struct excerpt excerpt = { at(1, 12, 1), STR(""), STR("/* ##vso[x */"), STR(""), NULL };
	assert_str(written(*state, excerpt), "    1 | /* # #vso[x */\n"
					     "      |             ^\n");
}

static void a_long_line_is_cut_around_the_caret(void **state)
{
	struct buf line;
	buf_init(&line);
	buf_add_repeat(&line, 'a', 1000);
	buf_add_cstr(&line, "HERE");
	buf_add_repeat(&line, 'b', 1000);
	struct excerpt excerpt = { at(1, 1001, 4), STR(""), buf_str(&line), STR("it"), NULL };
	struct str text = written(*state, excerpt);
	struct str first;
	assert_true(str_split(&text, '\n', &first));
	assert_true(first.len < 200);
	assert_true(str_contains(first, STR("aHEREb")));
	/* The ellipsis takes three bytes and one column. */
	size_t here = 0;
	while (!str_starts(str_from(first, here), STR("HERE"))) {
		here++;
	}
	assert_int_equal(str_find(text, '^'), here - 2);
	assert_true(str_contains(text, STR("^^^^ it\n")));
	buf_finish(&line);
}

static void a_caret_beyond_the_line_stands_at_its_end(void **state)
{
	struct excerpt excerpt = { at(1, 500, 9), STR(""), STR("ab\r"), STR("x"), NULL };
	assert_str(written(*state, excerpt), "    1 | ab\n"
					     "      |   ^ x\n");
}

static void without_a_line_only_the_label_is_written(void **state)
{
	struct excerpt excerpt = { at(3, 1, 0), STR(""), STR(""), STR("order is missing"), NULL };
	assert_str(written(*state, excerpt), "      | order is missing\n");
	excerpt.label = STR("");
	assert_str(written(*state, excerpt), "");
}

static void large_numbers_widen_the_gutter(void **state)
{
	struct excerpt excerpt = { at(1000000, 1, 1), STR("b"), STR("a"), STR(""), NULL };
	assert_str(written(*state, excerpt), " 999999 | b\n"
					     "1000000 | a\n"
					     "        | ^\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_caret_stands_below_what_is_meant),
		claim(tabs_are_widened),
		claim(wide_and_hidden_characters_count_as_they_are_shown),
		claim(a_command_in_a_line_is_broken_and_the_caret_follows),
		claim(a_long_line_is_cut_around_the_caret),
		claim(a_caret_beyond_the_line_stands_at_its_end),
		claim(without_a_line_only_the_label_is_written),
		claim(large_numbers_widen_the_gutter),
	};
	return claims_run("reports/excerpt", tests);
}
