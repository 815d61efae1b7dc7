/* SPDX-License-Identifier: MIT */
/* Whatever a text holds, no line of a report commands a pipeline or a terminal. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "reports/escape.h"
#include "reports/excerpt.h"

/* Shown as itself, on one line, and no command in it. */
static void check_shown(struct str text, bool may_have_lines)
{
	size_t at = 0;
	while (at < text.len) {
		uint32_t code = utf8_next(text, &at);
		fuzz_must(utf8_is_shown(code) || (may_have_lines && code == '\n'));
	}
	fuzz_must(!str_contains(text, STR("##vso[")) && !str_contains(text, STR("##[")));
	fuzz_must(!str_starts(str_trim(text), STR("::")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct buf out;
	buf_init(&out);
	escape_text(&out, text);
	check_shown(buf_str(&out), false);
	buf_clear(&out);
	escape_prose(&out, text);
	check_shown(buf_str(&out), false);
	buf_clear(&out);
	escape_github_message(&out, text);
	check_shown(buf_str(&out), false);
	buf_clear(&out);
	escape_markdown(&out, text);
	fuzz_must(str_find(buf_str(&out), '<') == out.len
			&& str_find(buf_str(&out), '|') == out.len);
	buf_clear(&out);
	uint32_t column = size > 1 ? data[0] * 256u + data[1] : 0;
	const struct excerpt excerpt = { { STR("a.c"), 2, column, column / 3 }, text, text, text,
		NULL };
	excerpt_write(&out, &excerpt);
	check_shown(buf_str(&out), true);
	buf_finish(&out);
	return 0;
}
