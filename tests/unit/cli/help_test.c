/* SPDX-License-Identifier: MIT */
#include "cli/help.h"

#include "base/buf.h"

#include "unit/cli/small.h"
#include "unit/unit.h"

static void long_text_breaks_at_the_width(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	buf_add_cstr(&out, "ab");
	help_wrap(&out, STR("one two three four"), 2, 4, 12);
	assert_string_equal(out.p, "ab  one two\n    three\n    four\n");
	buf_finish(&out);
}

static void characters_count_not_bytes(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	help_wrap(&out, STR("äöü äöü"), 0, 0, 7);
	assert_string_equal(out.p, "äöü äöü\n");
	buf_finish(&out);
}

static void a_page_says_all_that_the_table_says(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	help_page(&small_walk, 80, &out);
	assert_string_equal(out.p,
			"lintel walk: go somewhere, at the speed of those who go there\n\n"
			"Usage: lintel walk [OPTIONS] north | south\n\n"
			"One foot \\ before the other.\n\n.second\n\n"
			"Report:\n"
			"  -f, --format FORMAT       the form of it; one of: text, json\n"
			"      --output FILE         don't print: write [all] of it here\n\n"
			"Everywhere:\n"
			"      --color WHEN          colours: on a terminal unless NO_COLOR is set; one\n"
			"                            of: auto, always, never\n"
			"  -h, --help                show this page\n\n"
			"Examples:\n"
			"  lintel walk north -f json\n"
			"      go north\n");
	buf_finish(&out);
}

static void the_overview_names_every_command(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	help_overview(small_commands, 2, 50, &out);
	assert_true(str_contains(
			buf_str(&out), STR("  walk            go somewhere, at the speed of\n"
					   "                  those who go there\n"
					   "  rest            stay\n")));
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(long_text_breaks_at_the_width),
		claim(characters_count_not_bytes),
		claim(a_page_says_all_that_the_table_says),
		claim(the_overview_names_every_command),
	};
	return claims_run("cli/help", tests);
}
