/* SPDX-License-Identifier: MIT */
#include "reports/escape.h"

#include "unit/unit.h"

typedef void escape_fn(struct buf *out, struct str text);

static struct str escaped(struct arena *arena, escape_fn *escape, const char *text)
{
	struct buf out;
	buf_init(&out);
	escape(&out, str_of(text));
	struct str copy = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return copy;
}

static void text_shows_what_would_hide(void **state)
{
	assert_str(escaped(*state, escape_text, "plain \xc3\xa9 \xe4\xb8\xad"),
			"plain \xc3\xa9 \xe4\xb8\xad");
	assert_str(escaped(*state, escape_text, "a\nb\tc\rd"), "a\\nb\\tc\\x0dd");
	assert_str(escaped(*state, escape_text, "\x1b[31mred\x07"), "\\x1b[31mred\\x07");
	assert_str(escaped(*state, escape_text, "\xff\xc3("), "\\xff\\xc3(");
	assert_str(escaped(*state, escape_text, "\xe2\x80\xaetxt.c"), "\\xe2\\x80\\xaetxt.c");
	/* The one-character form of ESC [. */
	assert_str(escaped(*state, escape_text,
				   "\xc2\x9b"
				   "31m"),
			"\\xc2\\x9b31m");
}

static void text_commands_nobody(void **state)
{
	assert_str(escaped(*state, escape_text, "x ##vso[task.setvariable]"),
			"x # #vso[task.setvariable]");
	assert_str(escaped(*state, escape_text, "##[error]##TeamCity[x]###[y"),
			"# #[error]# #TeamCity[x]## #[y");
	assert_str(escaped(*state, escape_text, "##vso[##vso["), "# #vso[# #vso[");
	assert_str(escaped(*state, escape_text, "::error::x"), ": :error::x");
	assert_str(escaped(*state, escape_text, "  ::error::x"), "  : :error::x");
	assert_str(escaped(*state, escape_text, "\xc2\xa0::error::x"), "\xc2\xa0: :error::x");
	assert_str(escaped(*state, escape_text, "# ## std::vector a[1]"), "# ## std::vector a[1]");
}

static void prose_is_one_line(void **state)
{
	assert_str(escaped(*state, escape_prose, "  one\n   two\tthree\r\n"), "one two three");
	assert_str(escaped(*state, escape_prose, " \n "), "");
	assert_str(escaped(*state, escape_prose, "\n::error::x"), ": :error::x");
}

static void github_commands_end_where_they_should(void **state)
{
	assert_str(escaped(*state, escape_github_message, "100%\n::error::a,b:c"),
			"100%25%0A: :error::a,b:c");
	assert_str(escaped(*state, escape_github_property, "a,b:c%0A"), "a%2Cb%3Ac%250A");
	assert_str(escaped(*state, escape_github_property, "x\r::error::"),
			"x\\x0d%3A%3Aerror%3A%3A");
	assert_str(escaped(*state, escape_github_message, "x\ry\x1b"), "x\\x0dy\\x1b");
}

static void markdown_holds_no_markup(void **state)
{
	assert_str(escaped(*state, escape_markdown, "src/net/conn.c, line-wise (x)"),
			"src/net/conn.c, line-wise (x)");
	assert_str(escaped(*state, escape_markdown, "it's \"so\": 99 % at a.c:12, isn't it?"),
			"it's \"so\": 99 % at a.c:12, isn't it?");
	assert_str(escaped(*state, escape_markdown, ":tada:"), "&#58;tada:");
	assert_str(escaped(*state, escape_markdown, "<script>"), "&#60;script&#62;");
	assert_str(escaped(*state, escape_markdown, "a|b`c"), "a&#124;b&#96;c");
	assert_str(escaped(*state, escape_markdown, "[x](y) *b* _i_ &lt; \\"),
			"&#91;x&#93;(y) &#42;b&#42; &#95;i&#95; &#38;lt; &#92;");
	assert_str(escaped(*state, escape_markdown, "@team"), "&#64;&#8203;team");
	assert_str(escaped(*state, escape_markdown, "https://x www.evil"),
			"https&#58;//x www&#46;evil");
	assert_str(escaped(*state, escape_markdown, "a\nb"), "a&#92;nb");
	assert_str(escaped(*state, escape_markdown, "- item"), "&#45; item");
}

static void a_path_is_a_sound_uri(void **state)
{
	assert_str(escaped(*state, escape_uri, "src/net/conn-1_2~.c"), "src/net/conn-1_2~.c");
	assert_str(escaped(*state, escape_uri, "a b#c?d%e:f"), "a%20b%23c%3Fd%25e%3Af");
	assert_str(escaped(*state, escape_uri, "\xc3\xa9\xff\n\\"), "%C3%A9%FF%0A%5C");
	assert_str(escaped(*state, escape_uri, "//evil.example/x"), "%2F%2Fevil.example/x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(text_shows_what_would_hide),
		claim(text_commands_nobody),
		claim(prose_is_one_line),
		claim(github_commands_end_where_they_should),
		claim(markdown_holds_no_markup),
		claim(a_path_is_a_sound_uri),
	};
	return claims_run("reports/escape", tests);
}
