/* SPDX-License-Identifier: MIT */
#include "cli/show.h"

#include "base/buf.h"

#include "unit/unit.h"

static void assert_shown(struct place place, const char *expected)
{
	struct buf out;

	buf_init(&out);
	show_place(&place, &out);
	assert_str(buf_str(&out), expected);
	buf_finish(&out);
}

static void a_place_is_as_long_as_it_is_known(void **state)
{
	(void)state;
	assert_shown((struct place){ STR("a/b.c"), 3, 9, 1 }, "a/b.c:3:9");
	assert_shown((struct place){ STR("a/b.c"), 3, 0, 0 }, "a/b.c:3");
	assert_shown((struct place){ STR("a/b.c"), 0, 0, 0 }, "a/b.c");
}

static void a_path_with_controls_does_not_get_through(void **state)
{
	(void)state;
	assert_shown((struct place){ STR("a\033[2J.c"), 3, 0, 0 }, "a\\x1b[2J.c:3");
}

static void a_severity_has_its_colour(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	show_severity(SEVERITY_ERROR, false, &out);
	assert_str(buf_str(&out), "error");
	buf_clear(&out);
	show_severity(SEVERITY_WARNING, true, &out);
	assert_str(buf_str(&out), "\033[1;33mwarning\033[0m");
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_place_is_as_long_as_it_is_known),
		claim(a_path_with_controls_does_not_get_through),
		claim(a_severity_has_its_colour),
	};
	return claims_run("cli/show", tests);
}
