/* SPDX-License-Identifier: MIT */
#include "base/glob_set.h"

#include "base/buf.h"
#include "base/glob.h"

#include "unit/unit.h"

static struct glob_set *set_of(struct arena *arena, const char *const *patterns)
{
	struct glob_set *set = glob_set_create(arena);
	for (size_t i = 0; patterns[i]; i++) {
		assert_int_equal(glob_set_add(set, str_of(patterns[i])), i);
	}
	glob_set_freeze(set);
	return set;
}

/* "NUMBER:LITERAL[=BOUND] …" in the order of the walk. */
static struct str hits(struct arena *arena, const struct glob_set *set, const char *text)
{
	struct buf out;
	buf_init(&out);
	struct glob_walk walk = glob_set_walk(set, str_of(text));
	struct glob_hit hit;
	while (glob_walk_next(&walk, &hit)) {
		buf_fmt(&out, "%s%u:%zu", out.len ? " " : "", hit.pattern, hit.literal);
		if (hit.bound.len) {
			buf_fmt(&out, "=" STR_FMT, STR_ARG(hit.bound));
		}
	}
	struct str all = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return all;
}

static void the_longest_literal_comes_first(void **state)
{
	const char *const patterns[] = { "**", "src/**", "src/net/**", "src/net/tls.c",
		"src/ne*/**", NULL };
	const struct glob_set *set = set_of(*state, patterns);

	assert_str(hits(*state, set, "src/net/tls.c"), "3:14 2:8 4:6 1:4 0:0");
	assert_str(hits(*state, set, "src/new/a.c"), "4:6 1:4 0:0");
	assert_str(hits(*state, set, "README"), "0:0");
}

static void a_literal_that_is_no_beginning_hides_none(void **state)
{
	const char *const patterns[] = { "a/**", "a/b/**", "a/b/c/x", "a/b/d*", NULL };
	const struct glob_set *set = set_of(*state, patterns);

	/* The last literal before the text, "a/b/d", is not one that it begins with. */
	assert_str(hits(*state, set, "a/b/e"), "1:4 0:2");
	assert_str(hits(*state, set, "a/zzz"), "0:2");
	assert_str(hits(*state, set, "b"), "");
	assert_str(hits(*state, set, ""), "");
}

static void a_bare_folder_is_its_tree(void **state)
{
	const char *const patterns[] = { "src/net", "src/net/", ".", NULL };
	const struct glob_set *set = set_of(*state, patterns);

	assert_str(hits(*state, set, "src/net/a.c"), "0:8 1:8 2:1");
	assert_str(hits(*state, set, "src/network.c"), "2:1");
}

static void what_a_name_binds_is_told(void **state)
{
	const char *const patterns[] = { "drv/{name}/**", "drv/*/x.c", NULL };
	const struct glob_set *set = set_of(*state, patterns);

	assert_str(hits(*state, set, "drv/uart/x.c"), "0:4=uart 1:4");
}

static void an_empty_set_answers_nothing(void **state)
{
	struct glob_set *set = glob_set_create(*state);
	glob_set_freeze(set);
	assert_str(hits(*state, set, "a"), "");
}

static void a_set_answers_as_its_patterns_do(void **state)
{
	static const char *const patterns[] = { "a", "a/b", "a/b*", "a/*/c", "a/**", "ab/**", "*",
		"*/b", "**/c", "a/b/c", "a/bc/**", "[ab]/c", "a/{x}/c", NULL };
	static const char *const texts[] = { "a", "b", "a/b", "a/b/c", "a/bc/d", "ab/c", "b/c",
		"a/bb", "a/x/c", "abc", "c", NULL };
	const struct glob_set *set = set_of(*state, patterns);

	for (size_t t = 0; texts[t]; t++) {
		bool found[COUNT_OF(patterns)] = { 0 };
		struct glob_walk walk = glob_set_walk(set, str_of(texts[t]));
		struct glob_hit hit;
		while (glob_walk_next(&walk, &hit)) {
			assert_false(found[hit.pattern]);
			found[hit.pattern] = true;
		}
		for (size_t p = 0; patterns[p]; p++) {
			assert_int_equal(found[p],
					glob_match(str_of(patterns[p]), str_of(texts[t])));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_longest_literal_comes_first),
		claim(a_literal_that_is_no_beginning_hides_none),
		claim(a_bare_folder_is_its_tree),
		claim(what_a_name_binds_is_told),
		claim(an_empty_set_answers_nothing),
		claim(a_set_answers_as_its_patterns_do),
	};
	return claims_run("base/glob_set", tests);
}
