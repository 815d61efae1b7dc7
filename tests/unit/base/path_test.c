/* SPDX-License-Identifier: MIT */
#include "base/path.h"

#include "unit/unit.h"

static void paths_are_cleaned(void **state)
{
	static const struct {
		const char *path;
		const char *clean;
	} rows[] = {
		{ "", "." },
		{ ".", "." },
		{ "./", "." },
		{ "a", "a" },
		{ "a/", "a" },
		{ "./a", "a" },
		{ "a//b", "a/b" },
		{ "a/./b", "a/b" },
		{ "a/../b", "b" },
		{ "a/..", "." },
		{ "a/b/..", "a" },
		{ "a/b/../..", "." },
		{ "a/b/../../..", ".." },
		{ "..", ".." },
		{ "../a", "../a" },
		{ "../../a", "../../a" },
		{ "../a/..", ".." },
		{ "a/../..", ".." },
		{ "a/../../b", "../b" },
		{ "..a/b", "..a/b" },
		{ "a../..", "." },
		{ "...", "..." },
		{ "/", "/" },
		{ "//", "/" },
		{ "/..", "/" },
		{ "/../a", "/a" },
		{ "/a/../..", "/" },
		{ "/a/./b//c/", "/a/b/c" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str clean = path_clean(*state, str_of(rows[i].path));
		assert_str(clean, rows[i].clean);
		assert_int_equal(clean.p[clean.len], '\0');
	}
}

static void a_clean_path_stays_as_it_is(void **state)
{
	uint32_t seed = 5;
	static const char *const parts[] = { "a", "/", "..", ".", "b/", "/", "../" };
	for (int i = 0; i < 20000; i++) {
		struct str path = STR("");
		for (int n = 0; n < 7; n++) {
			seed = seed * 1664525 + 1013904223;
			path = str_fmt(*state, STR_FMT "%s", STR_ARG(path),
					parts[(seed >> 16) % COUNT_OF(parts)]);
		}
		struct str once = path_clean(*state, path);
		assert_str(path_clean(*state, once), once.p);
		assert_false(str_contains(once, STR("//")));
		assert_int_equal(path_is_absolute(once), path_is_absolute(path));
		arena_reset(*state);
	}
}

static void a_path_is_joined_to_its_folder(void **state)
{
	assert_str(path_join(*state, STR("a/b"), STR("../c.h")), "a/c.h");
	assert_str(path_join(*state, STR("a"), STR("../../c.h")), "../c.h");
	assert_str(path_join(*state, STR("a"), STR("/c.h")), "/c.h");
	assert_str(path_join(*state, STR(""), STR("c.h")), "c.h");
	assert_str(path_join(*state, STR("."), STR("c.h")), "c.h");
	assert_str(path_join(*state, STR("/"), STR("c.h")), "/c.h");
	assert_str(path_join(*state, STR("a"), STR("")), "a");
}

static void what_lies_below_is_told_from_what_does_not(void **state)
{
	(void)state;

	static const struct {
		const char *root;
		const char *path;
		const char *below;
	} rows[] = {
		{ "/a", "/a/b", "b" },
		{ "/a", "/a", "." },
		{ "/a", "/ab", NULL },
		{ "/a", "/", NULL },
		{ "/", "/a/b", "a/b" },
		{ "/", "/", "." },
		{ ".", "a/b", "a/b" },
		{ ".", "..", NULL },
		{ ".", "../a", NULL },
		{ ".", "..a", "..a" },
		{ ".", "/a", NULL },
		{ "a", "a/b/c", "b/c" },
		{ "a/b", "a", NULL },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str below;
		bool is_below = path_below(str_of(rows[i].root), str_of(rows[i].path), &below);
		assert_int_equal(is_below, rows[i].below != NULL);
		if (is_below) {
			assert_str(below, rows[i].below);
		}
	}
}

static void paths_that_leave_are_known(void **state)
{
	(void)state;
	assert_true(path_leaves(STR("..")));
	assert_true(path_leaves(STR("../a")));
	assert_false(path_leaves(STR("..a")));
	assert_false(path_leaves(STR("a")));
	assert_true(path_is_absolute(STR("/")));
	assert_false(path_is_absolute(STR("")));
}

static void a_path_has_a_folder_a_name_and_an_extension(void **state)
{
	(void)state;

	static const struct {
		const char *path;
		const char *folder;
		const char *name;
		const char *extension;
	} rows[] = {
		{ "a/b.c", "a", "b.c", ".c" },
		{ "b.c", ".", "b.c", ".c" },
		{ "a/b/c", "a/b", "c", "" },
		{ "/a", "/", "a", "" },
		{ "a.d/b", "a.d", "b", "" },
		{ "a.tar.gz", ".", "a.tar.gz", ".gz" },
		{ "a/.gitignore", "a", ".gitignore", "" },
		{ "a.", ".", "a.", "." },
		{ "", ".", "", "" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str path = str_of(rows[i].path);
		assert_str(path_folder(path), rows[i].folder);
		assert_str(path_name(path), rows[i].name);
		assert_str(path_extension(path), rows[i].extension);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(paths_are_cleaned),
		claim(a_clean_path_stays_as_it_is),
		claim(a_path_is_joined_to_its_folder),
		claim(what_lies_below_is_told_from_what_does_not),
		claim(paths_that_leave_are_known),
		claim(a_path_has_a_folder_a_name_and_an_extension),
	};
	return claims_run("base/path", tests);
}
