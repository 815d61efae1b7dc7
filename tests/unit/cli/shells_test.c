/* SPDX-License-Identifier: MIT */
#include "cli/shells.h"

#include "base/buf.h"

#include "unit/cli/small.h"
#include "unit/unit.h"

static struct str written(struct arena *arena, shell_write_fn *shell)
{
	struct buf out;

	buf_init(&out);
	shell(small_commands, 2, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void every_shell_knows_all_options_and_words(void **state)
{
	static shell_write_fn *const shells[] = { shell_bash, shell_zsh, shell_fish };

	for (size_t i = 0; i < COUNT_OF(shells); i++) {
		struct str text = written(*state, shells[i]);
		assert_true(str_contains(text, STR("walk")));
		assert_true(str_contains(text, STR("rest")));
		assert_true(str_contains(text, STR("format")));
		assert_true(str_contains(text, STR("text json")));
		assert_true(str_contains(text, STR("north south")));
	}
}

static void quotes_in_help_do_not_end_a_string(void **state)
{
	assert_true(str_contains(written(*state, shell_fish), STR("don\\'t print")));
	assert_true(str_contains(
			written(*state, shell_zsh), STR("don'\\''t print\\: write \\[all\\]")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_shell_knows_all_options_and_words),
		claim(quotes_in_help_do_not_end_a_string),
	};
	return claims_run("cli/shells", tests);
}
