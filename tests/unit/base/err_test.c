/* SPDX-License-Identifier: MIT */
#include "base/err.h"

#include "unit/unit.h"

#include <errno.h>

static void setting_answers_false(void **state)
{
	(void)state;
	struct err err;
	assert_false(err_set(&err, "cannot open '%s'", "x"));
	assert_string_equal(err.text, "cannot open 'x'");
}

static void context_comes_first(void **state)
{
	(void)state;
	struct err err;
	err_set(&err, "no such file");
	assert_false(err_wrap(&err, "cannot read '%s'", "a.yaml"));
	assert_string_equal(err.text, "cannot read 'a.yaml': no such file");
}

/* Fills `text` with `size - 1` bytes: some of `ascii`, then whole three-byte characters. */
static void fill(char *text, size_t size, size_t ascii)
{
	memset(text, 'a', size);
	for (size_t i = ascii; i + 3 < size; i += 3) {
		memcpy(text + i, "€", 3);
	}
	text[size - 1] = '\0';
}

static bool is_whole_utf8(const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c < 0x80) {
			continue;
		}
		if (c != 0xe2 || !text[1] || !text[2]) {
			return false;
		}
		text += 2;
	}
	return true;
}

static void text_that_is_too_long_is_cut_between_characters(void **state)
{
	(void)state;
	char text[3000];
	for (size_t ascii = 0; ascii < 4; ascii++) {
		struct err err;
		fill(text, sizeof(text), ascii);
		err_set(&err, "%s", text);
		assert_true(strlen(err.text) < sizeof(err.text));
		assert_true(strlen(err.text) > sizeof(err.text) - 8);
		assert_true(str_ends(str_of(err.text), STR("…")));
		assert_true(is_whole_utf8(err.text));
	}
}

static void context_that_is_too_long_is_cut_as_well(void **state)
{
	(void)state;
	char text[3000];
	struct err err;
	fill(text, sizeof(text), 1);
	err_set(&err, "inner");
	assert_false(err_wrap(&err, "%s", text));
	assert_true(str_ends(str_of(err.text), STR("…")));

	err_set(&err, "%s", text);
	assert_false(err_wrap(&err, "outer"));
	assert_true(str_starts(str_of(err.text), STR("outer: a€")));
	assert_true(str_ends(str_of(err.text), STR("…")));
	assert_true(is_whole_utf8(err.text));
}

static void text_that_just_fits_is_not_cut(void **state)
{
	(void)state;
	struct err err;
	char text[sizeof(err.text)];
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	err_set(&err, "%s", text);
	assert_string_equal(err.text, text);
}

static void system_errors_have_a_text(void **state)
{
	(void)state;
	assert_string_equal(err_errno(ENOENT), "No such file or directory");
	assert_string_equal(err_errno(123456), "unknown error");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(setting_answers_false),
		claim(context_comes_first),
		claim(text_that_is_too_long_is_cut_between_characters),
		claim(context_that_is_too_long_is_cut_as_well),
		claim(text_that_just_fits_is_not_cut),
		claim(system_errors_have_a_text),
	};
	return claims_run("base/err", tests);
}
