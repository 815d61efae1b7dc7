/* SPDX-License-Identifier: MIT */
#include "base/field.h"

#include "unit/unit.h"

static const struct {
	struct str text;
	const char *field;
} rows[] = {
	{ STR_INIT("adr/0001-a b.md"), "adr/0001-a b.md" },
	{ STR_INIT("a\tb\nc\\d"), "a\\tb\\nc\\\\d" },
	{ STR_INIT("caf\xc3\xa9"), "caf\xc3\xa9" },
	{ STR_INIT("\x1b[31m\xff\0"), "\\x1b[31m\\xff\\x00" },
	/* U+202E turns the direction of writing. */
	{ STR_INIT("\xe2\x80\xae"), "\\xe2\\x80\\xae" },
	{ STR_INIT(""), "" },
};

static void what_is_written_is_read_back(void **state)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buf out;
		struct str text;
		buf_init(&out);
		field_write(&out, rows[i].text);
		assert_str(buf_str(&out), rows[i].field);
		assert_true(field_read(*state, buf_str(&out), &text));
		assert_true(str_eq(text, rows[i].text));
		buf_finish(&out);
	}
}

static void an_escape_that_nobody_wrote_is_refused(void **state)
{
	struct str text;
	assert_false(field_read(*state, STR("a\\"), &text));
	assert_false(field_read(*state, STR("\\q"), &text));
	assert_false(field_read(*state, STR("\\x1"), &text));
	assert_false(field_read(*state, STR("\\x1G"), &text));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_is_written_is_read_back),
		claim(an_escape_that_nobody_wrote_is_refused),
	};
	return claims_run("base/field", tests);
}
