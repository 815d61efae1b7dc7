/* SPDX-License-Identifier: MIT */
#include "base/glob.h"

#include "base/buf.h"
#include "base/err.h"

#include "unit/unit.h"

static const struct {
	const char *pattern;
	const char *text;
	bool matches;
} ROWS[] = {
	/* Without special characters: the file, or the tree. */
	{ "src", "src", true },
	{ "src", "src/a.c", true },
	{ "src", "src/net/a.c", true },
	{ "src", "srcs", false },
	{ "src", "a/src", false },
	{ "src/", "src/a.c", true },
	{ "src//", "src/a.c", true },
	{ "src/a.c", "src/a.c", true },
	{ "src/a.c", "src/a_c", false },
	{ "Src", "src/a.c", false },
	{ ".", "src/a.c", true },
	{ "/", "/", true },
	/* One star stays within its segment. */
	{ "*", "a.c", true },
	{ "*", "a/b", false },
	{ "*.c", "a.c", true },
	{ "*.c", ".c", true },
	{ "*.c", "a.h", false },
	{ "*.c", "a/b.c", false },
	{ "src/*.c", "src/a.c", true },
	{ "src/*.c", "src/net/a.c", false },
	{ "src/*", "src", false },
	{ "*/a.c", "src/a.c", true },
	{ "*/a.c", "a.c", false },
	{ "a*b*c", "abc", true },
	{ "a*b*c", "aXbXbXc", true },
	{ "a*b*c", "acb", false },
	{ "*a*a*", "aa", true },
	{ "*a*a*", "a", false },
	{ "a**b", "a-b", true },
	{ "a**b", "a/b", false },
	{ "***", "abc", true },
	{ "***", "a/b", false },
	/* Two stars alone in a segment cross any number of them. */
	{ "**", "a", true },
	{ "**", "a/b/c", true },
	{ "src/**", "src/a", true },
	{ "src/**", "src/a/b/c", true },
	{ "src/**", "src", false },
	{ "src/**", "srcs/a", false },
	{ "**/a.c", "a.c", true },
	{ "**/a.c", "x/y/a.c", true },
	{ "**/a.c", "x/y/ba.c", false },
	{ "src/**/a.c", "src/a.c", true },
	{ "src/**/a.c", "src/x/y/a.c", true },
	{ "src/**/a.c", "src/x/y/a.h", false },
	{ "**/x/**", "a/x/b", true },
	{ "**/x/**", "x/b", true },
	{ "**/x/**", "a/x", false },
	{ "**/x/**/y", "x/x/z/y", true },
	{ "**/x/**/y", "y/x", false },
	{ "**/**", "a", true },
	{ "**/a/*/b", "a/a/c/b", true },
	{ "**/a/*/b", "a/c/a/b", false },
	{ "src/**/*.c", "src/x/a.c", true },
	{ "src/**/*.c", "src/x/a.h", false },
	/* A question mark is one character, but no slash. */
	{ "?", "a", true },
	{ "?", "", false },
	{ "?", "ab", false },
	{ "a?c", "abc", true },
	{ "a?c", "a/c", false },
	{ "*?", "a", true },
	{ "*?", "", false },
	/* Classes. */
	{ "[ab]", "a", true },
	{ "[ab]", "c", false },
	{ "[a-c]x", "bx", true },
	{ "[a-c]x", "dx", false },
	{ "[!a-c]", "d", true },
	{ "[!a-c]", "b", false },
	{ "[]]", "]", true },
	{ "[]a]", "a", true },
	{ "[!]]", "a", true },
	{ "[!]]", "]", false },
	{ "[a-]", "-", true },
	{ "[-a]", "-", true },
	{ "[z-a]", "m", false },
	{ "a[!b]c", "a/c", false },
	{ "[*]", "*", true },
	{ "[*]", "a", false },
	{ "[{]", "{", true },
	{ "*[0-9].c", "ab7.c", true },
	{ "*[0-9].c", "ab.c", false },
	/* A name takes at least one character and no slash. */
	{ "drv/{name}", "drv/eth", true },
	{ "drv/{name}", "drv/", false },
	{ "drv/{name}", "drv/eth/a.c", false },
	{ "drv/{name}/**", "drv/eth/a.c", true },
	{ "{n}_impl.c", "x_impl.c", true },
	{ "{n}_impl.c", "_impl.c", false },
	{ "**/{n}/api.h", "a/b/api.h", true },
	/* Everything else is itself. */
	{ "a.b*", "axb", false },
	{ "a+*", "a+b", true },
	{ "}*", "}", true },
	{ "\\*", "\\a", true },
	{ "ä?", "äx", true },
};

static void each_row_of_the_table_holds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
		struct err err;
		struct str pattern = str_of(ROWS[i].pattern);
		assert_true(glob_check(pattern, &err));
		if (glob_match(pattern, str_of(ROWS[i].text)) != ROWS[i].matches) {
			fail_msg("'%s' must%s match '%s'", ROWS[i].pattern,
					ROWS[i].matches ? "" : " not", ROWS[i].text);
		}
	}
}

static void a_name_binds_what_it_stands_for(void **state)
{
	(void)state;

	static const struct {
		const char *pattern;
		const char *text;
		const char *bound;
	} rows[] = {
		{ "drv/{name}/**", "drv/eth/a.c", "eth" },
		{ "drv/{name}/**", "drv/eth/x/y/a.c", "eth" },
		{ "drv/{name}.c", "drv/eth.c", "eth" },
		{ "**/{name}/api.h", "a/b/c/api.h", "c" },
		{ "lib{name}-*.c", "libz-1-2.c", "z" },
		{ "*-{name}.c", "a-b-c.c", "b-c" },
		{ "src/**", "src/a", "" },
		{ "src", "src/a", "" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err;
		struct str bound;
		assert_true(glob_check(str_of(rows[i].pattern), &err));
		assert_true(glob_bind(str_of(rows[i].pattern), str_of(rows[i].text), &bound));
		assert_str(bound, rows[i].bound);
	}
}

static void what_is_no_pattern_is_refused_with_a_reason(void **state)
{
	(void)state;

	static const struct {
		const char *pattern;
		const char *reason;
	} rows[] = {
		{ "", "must not be empty" },
		{ "a[b", "'[' has no ']'" },
		{ "[]", "'[' has no ']'" },
		{ "[!]", "'[' has no ']'" },
		{ "[a/b]", "'[' has no ']'" },
		{ "{", "must begin a {name}" },
		{ "{}", "must begin a {name}" },
		{ "{a,b}", "alternatives are separate" },
		{ "{a/b}", "must begin a {name}" },
		{ "{a}/{b}", "more than one {name}" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err;
		assert_false(glob_check(str_of(rows[i].pattern), &err));
		assert_non_null(strstr(err.text, rows[i].reason));
	}
}

static void a_pattern_says_how_specific_it_is(void **state)
{
	(void)state;
	assert_int_equal(glob_literal(STR("src/net")), 7);
	assert_int_equal(glob_literal(STR("src/*.c")), 4);
	assert_int_equal(glob_literal(STR("src/{n}")), 4);
	assert_int_equal(glob_literal(STR("[a]")), 0);
	assert_int_equal(glob_literal(STR("")), 0);
	assert_int_equal(glob_literal(STR("a\0b")), 3);
	assert_true(glob_is_pattern(STR("a?")));
	assert_false(glob_is_pattern(STR("a]b}")));
	assert_str(glob_variable(STR("a/{name}/b")), "name");
	assert_str(glob_variable(STR("a/b")), "");
	assert_str(glob_variable(STR("[{]")), "");
	assert_str(glob_variable(STR("[{]{n}")), "n");
}

/*
 * The oracle: the definition as written, trying everything, exponential.  It
 * shares no code with the matcher.
 */

static bool slow_class(const char *p, size_t len, char c)
{
	bool negated = len && *p == '!';
	bool found = false;
	for (size_t i = negated; i < len; i++) {
		if (i + 2 < len && p[i + 1] == '-') {
			found = found || (c >= p[i] && c <= p[i + 2]);
			i += 2;
		} else {
			found = found || c == p[i];
		}
	}
	return found != negated;
}

static bool slow_segment(struct str p, struct str t)
{
	if (!p.len) {
		return !t.len;
	}
	struct str t1 = str_from(t, 1);
	switch (p.p[0]) {
	case '*':
		return slow_segment(str_from(p, 1), t) || (t.len && slow_segment(p, t1));
	case '{': {
		struct str after = str_from(p, str_find(p, '}') + 1);
		for (size_t i = 1; i <= t.len; i++) {
			if (slow_segment(after, str_from(t, i))) {
				return true;
			}
		}
		return false;
	}
	case '[': {
		size_t first = p.p[1] == '!' ? 3 : 2;
		size_t end = first + str_find(str_from(p, first), ']');
		return t.len && slow_class(p.p + 1, end - 1, t.p[0])
		       && slow_segment(str_from(p, end + 1), t1);
	}
	case '?':
		return t.len && slow_segment(str_from(p, 1), t1);
	default:
		return t.len && t.p[0] == p.p[0] && slow_segment(str_from(p, 1), t1);
	}
}

static bool slow_path(struct str p, struct str t)
{
	if (!p.p || !t.p) {
		return !p.p && !t.p;
	}
	struct str first;
	struct str rest = p;
	str_split(&rest, '/', &first);
	if (!str_eq(first, STR("**"))) {
		struct str segment;
		str_split(&t, '/', &segment);
		return slow_segment(first, segment) && slow_path(rest, t);
	}
	if (!rest.p) {
		return true;
	}
	while (t.p) {
		struct str skipped;
		if (slow_path(rest, t)) {
			return true;
		}
		str_split(&t, '/', &skipped);
	}
	return false;
}

static unsigned next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

static struct str random_text(
		uint32_t *seed, char *out, const char *const *parts, size_t count, size_t longest)
{
	size_t len = 0;
	for (size_t n = next_random(seed) % (longest + 1); n; n--) {
		struct str part = str_of(parts[next_random(seed) % count]);
		memcpy(out + len, part.p, part.len);
		len += part.len;
	}
	return (struct str){ out, len };
}

static void it_agrees_with_the_definition_on_random_input(void **state)
{
	(void)state;
	static const char *const pattern_parts[] = { "a", "b", "/", "*", "**", "/**/", "?", "[a]",
		"[!a]", "[a-b]", "{n}", "a", "/" };
	static const char *const text_parts[] = { "a", "b", "/", "a", "b", "c" };
	uint32_t seed = 1;
	size_t matched = 0;
	for (int i = 0; i < 300000; i++) {
		char pattern_room[64];
		char text_room[16];
		struct err err;
		struct str pattern = random_text(
				&seed, pattern_room, pattern_parts, COUNT_OF(pattern_parts), 8);
		struct str text =
				random_text(&seed, text_room, text_parts, COUNT_OF(text_parts), 9);
		bool is_tree = !glob_is_pattern(pattern) || str_ends(pattern, STR("/"));
		if (!glob_check(pattern, &err) || is_tree) {
			continue;
		}
		bool seen = glob_match(pattern, text);
		matched += seen;
		if (seen != slow_path(pattern, text)) {
			fail_msg("'" STR_FMT "' on '" STR_FMT "': %s", STR_ARG(pattern),
					STR_ARG(text), seen ? "matches" : "does not match");
		}
	}
	assert_true(matched > 10000);
}

static void what_was_bound_can_stand_in_for_the_name(void **state)
{
	static const char *const pattern_parts[] = { "a", "b", "/", "*", "**/", "?", "{n}" };
	static const char *const text_parts[] = { "a", "b", "/", "a", "b" };
	uint32_t seed = 7;
	size_t bindings = 0;
	for (int i = 0; i < 100000; i++) {
		char pattern_room[64];
		char text_room[16];
		struct err err;
		struct str bound;
		struct str pattern = random_text(
				&seed, pattern_room, pattern_parts, COUNT_OF(pattern_parts), 8);
		struct str text =
				random_text(&seed, text_room, text_parts, COUNT_OF(text_parts), 9);
		size_t at = str_find(pattern, '{');
		if (!glob_check(pattern, &err) || at == pattern.len
				|| !glob_bind(pattern, text, &bound)) {
			continue;
		}
		assert_true(bound.len > 0);
		assert_int_equal(str_find(bound, '/'), bound.len);
		struct str filled = str_fmt(*state, STR_FMT STR_FMT STR_FMT,
				STR_ARG(str_slice(pattern, 0, at)), STR_ARG(bound),
				STR_ARG(str_from(pattern, at + 3)));
		assert_true(glob_match(filled, text));
		bindings++;
		arena_reset(*state);
	}
	assert_true(bindings > 1000);
}

static struct str repeated(struct arena *arena, const char *part, size_t count, const char *end)
{
	struct buf buf;
	buf_init(&buf);
	for (size_t i = 0; i < count; i++) {
		buf_add_cstr(&buf, part);
	}
	buf_add_cstr(&buf, end);
	struct str copy = str_dup(arena, buf_str(&buf));
	buf_finish(&buf);
	return copy;
}

static void no_pattern_takes_long(void **state)
{
	double start = unit_seconds();
	assert_false(glob_match(
			repeated(*state, "*a", 2000, "b"), repeated(*state, "a", 4000, "")));
	assert_false(glob_match(
			repeated(*state, "**/a/", 2000, "b"), repeated(*state, "a/", 4000, "c")));
	assert_false(glob_match(repeated(*state, "**/*a*/", 500, "b"),
			repeated(*state, "aaaa/", 1000, "c")));
	assert_true(unit_seconds() - start < 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(each_row_of_the_table_holds),
		claim(a_name_binds_what_it_stands_for),
		claim(what_is_no_pattern_is_refused_with_a_reason),
		claim(a_pattern_says_how_specific_it_is),
		claim(it_agrees_with_the_definition_on_random_input),
		claim(what_was_bound_can_stand_in_for_the_name),
		claim(no_pattern_takes_long),
	};
	return claims_run("base/glob", tests);
}
