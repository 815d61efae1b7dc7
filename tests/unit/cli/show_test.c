/* SPDX-License-Identifier: MIT */
#include "cli/show.h"

#include "base/buf.h"

#include "unit/unit.h"

static void assert_shown(struct str text, const char *expected)
{
	struct buf out;

	buf_init(&out);
	show_text(text, &out);
	assert_str(buf_str(&out), expected);
	buf_finish(&out);
}

static void controls_do_not_get_through(void **state)
{
	(void)state;
	assert_shown(STR("a\033[2Jb\nc\rd\177"), "a\\x1b[2Jb\\x0ac\\x0dd\\x7f");
	assert_shown(STR("\xc2\x9b"
			 "31m"),
			"\\xc2\\x9b31m");
	assert_shown(STR("\xe2\x80\xae"
			 "gnp"),
			"\\xe2\\x80\\xaegnp");
	assert_shown(STR("\xff!"), "\\xff!");
}

static void letters_and_tabs_stay(void **state)
{
	(void)state;
	assert_shown(STR("\tgrüße"), "\tgrüße");
}

static void commands_of_pipelines_are_broken_up(void **state)
{
	(void)state;
	assert_shown(STR("x ##vso[task.complete]"), "x # #vso[task.complete]");
	assert_shown(STR("##[error]"), "# #[error]");
	assert_shown(STR("##teamcity[x]"), "# #teamcity[x]");
	assert_shown(STR("a ## b"), "a ## b");
}

static void a_place_never_begins_with_two_colons(void **state)
{
	struct place place = { STR("::error::x"), 3, 0, 0 };
	struct buf out;

	(void)state;
	buf_init(&out);
	show_place(&place, &out);
	assert_str(buf_str(&out), "./::error::x:3");
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(controls_do_not_get_through),
		claim(letters_and_tabs_stay),
		claim(commands_of_pipelines_are_broken_up),
		claim(a_place_never_begins_with_two_colons),
	};
	return claims_run("cli/show", tests);
}
