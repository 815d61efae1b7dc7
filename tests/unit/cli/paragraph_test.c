/* SPDX-License-Identifier: MIT */
#include "cli/paragraph.h"

#include "unit/unit.h"

static void expect(const struct paragraph *form, size_t column, const char *text, const char *shown)
{
	struct buf out;

	buf_init(&out);
	paragraph_add(&out, form, column, str_of(text));
	assert_string_equal(out.p, shown);
	buf_finish(&out);
}

static void words_fill_lines_behind_an_indent(void **state)
{
	struct paragraph form = { .indent = 2, .width = 11 };

	(void)state;
	expect(&form, 0, "one two\n three\tfour", "  one two\n  three\n  four\n");
	expect(&form, 5, "one two", " one\n  two\n" + 1);
	expect(&form, 0, "", "  \n");
}

static void a_word_longer_than_a_line_is_broken(void **state)
{
	struct paragraph form = { .indent = 1, .width = 5 };

	(void)state;
	expect(&form, 0, "abcdefgh i", " abcd\n efgh\n i\n");
}

static void wide_characters_take_two_columns(void **state)
{
	struct paragraph form = { .width = 6 };

	(void)state;
	expect(&form, 0, "日本 語", "日本\n語\n");
	expect(&form, 0, "日本語日", "日本語\n日\n");
	assert_int_equal(paragraph_columns(STR("日本"), false), 4);
}

static void nothing_in_it_moves_the_cursor(void **state)
{
	struct paragraph form = { .width = 80 };

	(void)state;
	expect(&form, 0,
			"a\033[2Jb \xe2\x80\xae"
			"c \xff",
			"a\\x1b[2Jb \\xe2\\x80\\xaec \\xff\n");
}

static void ascii_terminals_get_ascii(void **state)
{
	struct paragraph form = { .width = 80, .is_ascii = true };

	(void)state;
	expect(&form, 0, "31–64 “so” → größer…", "31-64 \"so\" -> gr??er...\n");
	assert_int_equal(paragraph_columns(STR("…"), true), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(words_fill_lines_behind_an_indent),
		claim(a_word_longer_than_a_line_is_broken),
		claim(wide_characters_take_two_columns),
		claim(nothing_in_it_moves_the_cursor),
		claim(ascii_terminals_get_ascii),
	};
	return claims_run("cli/paragraph", tests);
}
