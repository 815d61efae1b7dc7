/* SPDX-License-Identifier: MIT */
#include "base/journal.h"

#include "base/err.h"
#include "base/path.h"

#include "unit/unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
	struct arena *arena;
	struct root root;
};

static struct folder folder_begin(struct arena *arena)
{
	struct err err = { "" };
	struct folder folder = { .arena = arena };
	struct str name = str_fmt(arena, "%s/lintel-journal-XXXXXX",
			getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	assert_non_null(mkdtemp((char *)(uintptr_t)name.p));
	assert_true(root_open(&folder.root, arena, name, &err));
	return folder;
}

static void folder_end(struct folder *folder)
{
	struct str line =
			str_fmt(folder->arena, "rm -rf '" STR_FMT "'", STR_ARG(folder->root.path));
	root_close(&folder->root);
	assert_int_equal(system(line.p), 0); /* NOLINT(cert-env33-c): the test's own folder */
}

static bool append(const struct folder *folder, const char *path, const char *line, struct err *err)
{
	return journal_append(&folder->root, folder->arena, str_of(path), str_of(line), err);
}

static void holds(const struct folder *folder, const char *path, const char *expected)
{
	struct str text;
	struct err err;
	assert_true(root_read_text(
			&folder->root, folder->arena, str_of(path), FILE_SIZE_MAX, &text, &err));
	assert_str(text, expected);
}

static void a_line_comes_behind_the_others(void **state)
{
	struct folder folder = folder_begin(*state);
	struct err err;
	assert_true(append(&folder, "a/b/log", "one\n", &err));
	assert_true(append(&folder, "a/b/log", "two\n", &err));
	holds(&folder, "a/b/log", "one\ntwo\n");
	folder_end(&folder);
}

static void nothing_is_added_behind_what_was_cut_off(void **state)
{
	struct folder folder = folder_begin(*state);
	struct err err;
	assert_true(append(&folder, "log", "one\ntw", &err));
	assert_false(append(&folder, "log", "three\n", &err));
	assert_string_equal(
			err.text, "the last line of 'log' was cut off: nothing is added behind it");
	holds(&folder, "log", "one\ntw");
	folder_end(&folder);
}

static void nothing_outside_the_root_is_written(void **state)
{
	struct folder folder = folder_begin(*state);
	struct folder other = folder_begin(*state);
	struct err err;
	struct str link = path_join(folder.arena, folder.root.path, STR("out"));
	struct str file = path_join(folder.arena, folder.root.path, STR("file"));
	assert_int_equal(symlink(other.root.path.p, link.p), 0);
	assert_int_equal(symlink(path_join(folder.arena, other.root.path, STR("x")).p, file.p), 0);
	assert_false(append(&folder, "out/log", "one\n", &err));
	assert_false(append(&folder, "out/more/log", "one\n", &err));
	assert_false(append(&folder, "../log", "one\n", &err));
	assert_false(append(&folder, "/tmp/lintel-log", "one\n", &err));
	assert_false(append(&folder, "file", "one\n", &err));
	assert_int_not_equal(
			access(path_join(folder.arena, other.root.path, STR("log")).p, F_OK), 0);
	assert_int_not_equal(access(path_join(folder.arena, other.root.path, STR("x")).p, F_OK), 0);
	assert_int_not_equal(
			access(path_join(folder.arena, other.root.path, STR("more")).p, F_OK), 0);
	folder_end(&folder);
	folder_end(&other);
}

static void a_folder_is_no_file(void **state)
{
	struct folder folder = folder_begin(*state);
	struct err err;
	assert_int_equal(mkdir(path_join(folder.arena, folder.root.path, STR("d")).p, 0777), 0);
	assert_false(append(&folder, "d", "one\n", &err));
	folder_end(&folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_line_comes_behind_the_others),
		claim(nothing_is_added_behind_what_was_cut_off),
		claim(nothing_outside_the_root_is_written),
		claim(a_folder_is_no_file),
	};
	return claims_run("base/journal", tests);
}
