/* SPDX-License-Identifier: MIT */
#include "base/search.h"

#include "base/err.h"
#include "base/file.h"

#include "unit/unit.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 *	TOP/in/           the root
 *	TOP/in/a/1.yaml  a/2.md  a/b/3.yaml  .git/4.yaml  5.yaml
 *	TOP/in/l          a link to a/
 */
struct fixture {
	struct arena *arena;
	struct str top;
	struct root root;
};

static const char *at(const struct fixture *f, const char *name)
{
	return str_fmt(f->arena, STR_FMT "/%s", STR_ARG(f->top), name).p;
}

static int setup(void **state)
{
	static const char *const folders[] = { "in", "in/a", "in/a/b", "in/.git" };
	static const char *const files[] = { "in/a/1.yaml", "in/a/2.md", "in/a/b/3.yaml",
		"in/.git/4.yaml", "in/5.yaml" };
	struct err err;
	const char *tmp = getenv("TMPDIR");
	struct arena *arena = arena_create();
	struct fixture *f = arena_new(arena, struct fixture);
	f->arena = arena;
	struct str name = str_fmt(arena, "%s/lintel-search-XXXXXX", tmp ? tmp : "/tmp");
	f->top = str_of(mkdtemp(arena_copy(arena, name.p, name.len + 1)));
	assert_true(f->top.len > 0);
	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		assert_int_equal(mkdir(at(f, folders[i]), 0755), 0);
	}
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		assert_true(file_write(str_of(at(f, files[i])), STR("x"), &err));
	}
	assert_int_equal(symlink("a", at(f, "in/l")), 0);
	assert_true(root_open(&f->root, arena, str_of(at(f, "in")), &err));
	*state = f;
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	root_close(&f->root);
	assert_int_equal(nftw(f->top.p, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	arena_destroy(f->arena);
	return 0;
}

/* What is found, joined by blanks, and "!" for a pattern that matches nothing. */
static struct str found(const struct fixture *f, const char *first, const char *second)
{
	const struct str patterns[] = { str_of(first), str_of(second) };
	size_t count = second ? 2 : 1;
	struct search search;
	struct err err;
	struct buf text = { 0 };

	assert_true(search_files(&search, f->arena, &f->root, patterns, count, 0, &err));
	vec_each (const struct str, path, &search.paths) {
		buf_fmt(&text, "%s" STR_FMT, text.len ? " " : "", STR_ARG(*path));
	}
	for (size_t i = 0; i < count; i++) {
		buf_add_cstr(&text, search.has_match[i] ? "" : "!");
	}
	struct str copy = str_dup(f->arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

static void a_pattern_finds_files_in_order(void **state)
{
	assert_str(found(*state, "**/*.yaml", NULL), "5.yaml a/1.yaml a/b/3.yaml");
	assert_str(found(*state, "a/*.yaml", NULL), "a/1.yaml");
	assert_str(found(*state, "a/**", NULL), "a/1.yaml a/2.md a/b/3.yaml");
}

static void a_bare_name_is_a_file_or_a_whole_folder(void **state)
{
	assert_str(found(*state, "a", NULL), "a/1.yaml a/2.md a/b/3.yaml");
	assert_str(found(*state, "a/2.md", NULL), "a/2.md");
}

static void a_file_that_two_patterns_name_is_found_once(void **state)
{
	assert_str(found(*state, "a/1.yaml", "a/**"), "a/1.yaml a/2.md a/b/3.yaml");
	assert_str(found(*state, "a/b/**", "a/b"), "a/b/3.yaml");
}

static void a_pattern_that_matches_nothing_is_told(void **state)
{
	assert_str(found(*state, "b/**", NULL), "!");
	assert_str(found(*state, "a/1.yaml", "a/*.json"), "a/1.yaml!");
}

static void git_and_links_to_folders_are_entered_only_by_name(void **state)
{
	assert_str(found(*state, "**/4.yaml", "**/1.yaml"), "a/1.yaml!");
	assert_str(found(*state, "l/*.yaml", NULL), "l/1.yaml");
}

static void too_many_files_are_refused(void **state)
{
	struct fixture *f = *state;
	const struct str all = STR("**");
	struct search search;
	struct err err;

	assert_true(search_files(&search, f->arena, &f->root, &all, 1, 7, &err));
	assert_false(search_files(&search, f->arena, &f->root, &all, 1, 6, &err));
	assert_str(str_of(err.text),
			"more than 6 files and folders lie where the patterns look: name a folder "
			"of their own in them");
}

#define found_claim(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		found_claim(a_pattern_finds_files_in_order),
		found_claim(a_bare_name_is_a_file_or_a_whole_folder),
		found_claim(a_file_that_two_patterns_name_is_found_once),
		found_claim(a_pattern_that_matches_nothing_is_told),
		found_claim(git_and_links_to_folders_are_entered_only_by_name),
		found_claim(too_many_files_are_refused),
	};
	return claims_run("base/search", tests);
}
