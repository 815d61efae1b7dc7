/* SPDX-License-Identifier: MIT */
#include "facts/owner_patterns.h"

#include "base/buf.h"
#include "base/err.h"
#include "unit/unit.h"

#define GITHUB OWNER_SYNTAX_GITHUB
#define GITLAB OWNER_SYNTAX_GITLAB

static bool matches(struct arena *arena, enum owner_syntax syntax, const char *pattern,
		const char *path)
{
	struct owner_patterns *patterns = owner_patterns_create(arena, syntax);
	struct err err;

	assert_true(owner_patterns_add(patterns, str_of(pattern), 0, 0, &err));
	struct owner_matcher matcher = owner_matcher_create(patterns, arena);
	owner_matcher_ask(&matcher, str_of(path));
	return matcher.lines.len > 0;
}

static bool is_refused(struct arena *arena, enum owner_syntax syntax, const char *pattern)
{
	struct owner_patterns *patterns = owner_patterns_create(arena, syntax);
	struct err err;

	return !owner_patterns_add(patterns, str_of(pattern), 0, 0, &err);
}

struct expectation {
	const char *pattern;
	/* Paths that match, and that do not; each list ended by NULL. */
	const char *yes[5];
	const char *no[5];
};

static void expect(struct arena *arena, enum owner_syntax syntax, const struct expectation *list,
		size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct expectation *e = &list[i];
		for (size_t k = 0; e->yes[k]; k++) {
			if (!matches(arena, syntax, e->pattern, e->yes[k])) {
				fail_msg("'%s' does not match '%s'", e->pattern, e->yes[k]);
			}
		}
		for (size_t k = 0; e->no[k]; k++) {
			if (matches(arena, syntax, e->pattern, e->no[k])) {
				fail_msg("'%s' matches '%s'", e->pattern, e->no[k]);
			}
		}
	}
}

static void github_reads_them_as_gitignore_does(void **state)
{
	static const struct expectation list[] = {
		{ "*", { "a", "a/b.c", "a/b/c" }, { NULL } },
		{ "**", { "a", "a/b.c" }, { NULL } },
		{ "*.c", { "a.c", "x/y/a.c", "x.c/a" }, { "a.h", "c" } },
		{ "/*.c", { "a.c" }, { "x/a.c" } },
		{ "docs", { "docs", "docs/a", "x/docs/b/c" }, { "docs2", "adocs/x" } },
		{ "/docs", { "docs", "docs/a/b" }, { "x/docs", "x/docs/a" } },
		{ "docs/", { "docs/a", "x/docs/a/b" }, { "docs", "x/docs" } },
		{ "docs/*", { "docs/a" }, { "docs/a/b", "x/docs/a", "docs" } },
		{ "src/net", { "src/net", "src/net/a" }, { "x/src/net/a", "src/net2" } },
		{ "src/net/", { "src/net/a" }, { "x/src/net/a" } },
		{ "/src/**", { "src/a", "src/a/b" }, { "src", "x/src/a" } },
		{ "**/logs", { "logs", "logs/a", "a/b/logs/c" }, { "alogs" } },
		{ "a/**/z", { "a/z", "a/b/z", "a/b/c/z/d" }, { "a/zz", "b/a/z" } },
		{ "a/*/z", { "a/b/z" }, { "a/z", "a/b/c/z" } },
		{ "fo?.c", { "foo.c", "x/fob.c" }, { "fo.c", "fooo.c", "fo/.c" } },
		{ "a**b", { "ab", "axxb" }, { "a/b" } },
		{ "a\\ b.c", { "a b.c" }, { "a\\ b.c" } },
		{ "a\\*.c", { "a*.c" }, { "ab.c" } },
		{ "a{b}*", { "a{b}c" }, { "abc" } },
	};
	expect(*state, GITHUB, list, COUNT_OF(list));
}

static void gitlab_reads_them_as_globs(void **state)
{
	static const struct expectation list[] = {
		{ "*", { "a", "a/b/c" }, { NULL } },
		{ "/*", { "a" }, { "a/b" } },
		{ "*.c", { "a.c", "x/y/a.c" }, { "x.c/a" } },
		{ "docs", { "docs", "x/docs" }, { "docs/a" } },
		{ "docs/", { "docs/a", "x/docs/a/b" }, { "docs" } },
		{ "/docs/", { "docs/a/b" }, { "x/docs/a" } },
		{ "/", { "a", "a/b" }, { NULL } },
		{ "ee/docs", { "ee/docs", "x/ee/docs" }, { "ee/docs/a" } },
		{ "/docs/*", { "docs/a" }, { "docs/a/b" } },
		{ "/docs/**", { "docs/a" }, { "docs/a/b" } },
		{ "/docs/**/*.md", { "docs/a.md", "docs/b/c/a.md" }, { "docs/a.c", "a.md" } },
		{ "[ab].c", { "a.c", "x/b.c" }, { "c.c" } },
		{ "[^ab].c", { "c.c" }, { "a.c" } },
		{ "x[a-c]*", { "xb", "xbq" }, { "xd" } },
		{ "\\#a.rb", { "#a.rb" }, { "a.rb" } },
		{ "\\[a].c", { "[a].c" }, { "a.c" } },
	};
	expect(*state, GITLAB, list, COUNT_OF(list));
}

static void what_a_forge_does_not_know_is_refused(void **state)
{
	struct arena *arena = *state;
	char *long_one = arena_alloc(arena, OWNER_PATTERN_MAX + 2);

	memset(long_one, 'a', OWNER_PATTERN_MAX + 1);
	assert_true(is_refused(arena, GITHUB, "!a"));
	assert_true(is_refused(arena, GITHUB, "[ab].c"));
	assert_true(is_refused(arena, GITHUB, "\\#a"));
	assert_true(is_refused(arena, GITHUB, "/"));
	assert_true(is_refused(arena, GITHUB, ""));
	assert_false(is_refused(arena, GITHUB, "a\\[b"));
	assert_true(is_refused(arena, GITLAB, "a[b"));
	assert_true(is_refused(arena, GITLAB, ""));
	assert_true(is_refused(arena, GITLAB, long_one));
	assert_true(is_refused(arena, GITHUB, long_one));
}

static void of_equal_patterns_of_a_group_the_last_line_is_kept(void **state)
{
	struct arena *arena = *state;
	struct owner_patterns *patterns = owner_patterns_create(arena, GITHUB);
	struct err err;

	for (uint32_t line = 0; line < 1000; line++) {
		assert_true(owner_patterns_add(patterns, STR("*.c"), line % 2, line, &err));
	}
	struct owner_matcher matcher = owner_matcher_create(patterns, arena);
	owner_matcher_ask(&matcher, STR("a.c"));
	assert_int_equal(matcher.lines.len, 2);
	assert_int_equal(matcher.lines.p[0] + matcher.lines.p[1], 998 + 999);
}

static void many_patterns_take_little_time(void **state)
{
	struct arena *arena = *state;
	struct owner_patterns *patterns = owner_patterns_create(arena, GITHUB);
	struct err err;
	double begin = unit_seconds();

	for (uint32_t i = 0; i < 100000; i++) {
		struct str pattern = str_fmt(arena, "/d%u/e%u/*.c", i % 300, i);
		assert_true(owner_patterns_add(patterns, pattern, 0, i, &err));
	}
	struct owner_matcher matcher = owner_matcher_create(patterns, arena);
	for (uint32_t i = 0; i < 100000; i++) {
		owner_matcher_ask(&matcher, str_fmt(arena, "d%u/e%u/x.c", i % 300, i));
		assert_int_equal(matcher.lines.len, 1);
		assert_int_equal(matcher.lines.p[0], i);
	}
	assert_true(matcher.steps < 1000000);
	assert_true(unit_seconds() - begin < 5);
}

/* Each "**" may stand for any number of the segments: they must not be tried one by one. */
static void stars_do_not_multiply(void **state)
{
	struct arena *arena = *state;
	struct owner_patterns *patterns = owner_patterns_create(arena, GITHUB);
	struct buf pattern = { 0 };
	struct buf path = { 0 };
	struct err err;

	for (int i = 0; i < 200; i++) {
		buf_add_cstr(&pattern, "**/a*/");
		buf_add_cstr(&path, "aa/");
	}
	buf_add_cstr(&pattern, "b");
	buf_add_cstr(&path, "c");
	assert_true(owner_patterns_add(patterns, buf_str(&pattern), 0, 0, &err));
	struct owner_matcher matcher = owner_matcher_create(patterns, arena);
	owner_matcher_ask(&matcher, buf_str(&path));
	assert_int_equal(matcher.lines.len, 0);
	assert_true(matcher.steps < 400 * 201 * 2);
	buf_finish(&pattern);
	buf_finish(&path);
}

static void a_pattern_says_where_it_leads(void **state)
{
	static const struct {
		const char *pattern;
		const char *folder;
		bool is_folder;
	} list[] = {
		{ "/src/net/", "src/net", true },
		{ "/src/net.c", "src/net.c", false },
		{ "src/net/*.c", "src/net", true },
		{ "/src/**/x", "src", true },
		{ "/a\\ b", "a b", false },
		{ "net.c", "", true },
		{ "*.c", "", true },
		{ "[", "", false },
	};

	for (size_t i = 0; i < COUNT_OF(list); i++) {
		bool is_folder = false;
		struct str folder = owner_pattern_folder(
				*state, str_of(list[i].pattern), GITHUB, &is_folder);
		assert_string_equal(folder.len ? folder.p : "", list[i].folder);
		assert_int_equal(is_folder, list[i].is_folder);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(github_reads_them_as_gitignore_does),
		claim(gitlab_reads_them_as_globs),
		claim(what_a_forge_does_not_know_is_refused),
		claim(of_equal_patterns_of_a_group_the_last_line_is_kept),
		claim(many_patterns_take_little_time),
		claim(stars_do_not_multiply),
		claim(a_pattern_says_where_it_leads),
	};
	return claims_run("facts/owner_patterns", tests);
}
