/* SPDX-License-Identifier: MIT */
#include "cli/manual.h"

#include "base/buf.h"

#include "unit/cli/small.h"
#include "unit/unit.h"

static void no_text_is_taken_for_a_macro(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	manual_write(small_commands, 2, STR("1.2"), &out);
	assert_true(str_contains(buf_str(&out), STR("\nOne foot \\e before the other.\n")));
	assert_true(str_contains(buf_str(&out), STR("\n\\&.second\n")));
	assert_true(str_contains(buf_str(&out), STR("\n.B \\-f, \\-\\-format FORMAT\n")));
	buf_finish(&out);
}

static void every_command_has_a_section(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	manual_write(small_commands, 2, STR("1.2"), &out);
	assert_true(str_contains(buf_str(&out), STR("\n.SH LINTEL walk\n")));
	assert_true(str_contains(buf_str(&out), STR("\n.SH LINTEL rest\n")));
	assert_true(str_starts(buf_str(&out), STR(".TH LINTEL 1 \"\" \"lintel 1.2\"")));
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(no_text_is_taken_for_a_macro),
		claim(every_command_has_a_section),
	};
	return claims_run("cli/manual", tests);
}
