/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include "base/err.h"

#include "unit/unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 *	TOP/inside/        the root
 *	TOP/outside        a file
 */
struct fixture {
	struct arena *arena;
	struct str top;
	struct root root;
	struct buf bytes;
};

static const char *at(const struct fixture *f, const char *name)
{
	return str_fmt(f->arena, STR_FMT "/%s", STR_ARG(f->top), name).p;
}

static void put(const struct fixture *f, const char *name, const char *text)
{
	FILE *file = fopen(at(f, name), "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int setup(void **state)
{
	struct err err;
	const char *tmp = getenv("TMPDIR");
	struct arena *arena = arena_create();
	struct fixture *f = arena_new(arena, struct fixture);
	f->arena = arena;
	struct str name = str_fmt(arena, "%s/lintel-file-XXXXXX", tmp ? tmp : "/tmp");
	char *made = mkdtemp(arena_copy(arena, name.p, name.len + 1));
	assert_non_null(made);
	f->top = str_of(made);
	put(f, "outside", "secret");
	assert_int_equal(mkdir(at(f, "inside"), 0755), 0);
	assert_int_equal(mkdir(at(f, "inside/folder"), 0755), 0);
	put(f, "inside/a.c", "int a;\n");
	assert_true(root_open(&f->root, arena, str_of(at(f, "inside")), &err));
	buf_init(&f->bytes);
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
	buf_finish(&f->bytes);
	int failed = nftw(f->top.p, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_destroy(f->arena);
	return failed;
}

static enum file_status read_it(struct fixture *f, const char *path)
{
	return root_read(&f->root, str_of(path), 1000, &f->bytes, NULL);
}

static void a_file_is_read_whole(void **state)
{
	struct fixture *f = *state;
	struct file_stamp stamp;
	struct stat st;
	assert_int_equal(root_read(&f->root, STR("a.c"), 1000, &f->bytes, &stamp), FILE_OK);
	assert_str(buf_str(&f->bytes), "int a;\n");
	assert_int_equal(stat(at(f, "inside/a.c"), &st), 0);
	assert_int_equal(stamp.size, 7);
	assert_int_equal(stamp.inode, st.st_ino);
	put(f, "inside/empty", "");
	assert_int_equal(read_it(f, "empty"), FILE_OK);
	assert_str(buf_str(&f->bytes), "");
}

static void a_link_that_stays_inside_is_followed(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(symlink("../a.c", at(f, "inside/folder/relative")), 0);
	assert_int_equal(symlink(at(f, "inside/a.c"), at(f, "inside/absolute")), 0);
	assert_int_equal(symlink(at(f, "inside/folder"), at(f, "inside/link")), 0);
	put(f, "inside/folder/b.c", "int b;\n");
	assert_int_equal(read_it(f, "folder/relative"), FILE_OK);
	assert_int_equal(read_it(f, "absolute"), FILE_OK);
	assert_str(buf_str(&f->bytes), "int a;\n");
	assert_int_equal(read_it(f, "link/b.c"), FILE_OK);
	assert_str(buf_str(&f->bytes), "int b;\n");
}

static void nothing_outside_is_read(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(symlink("../outside", at(f, "inside/relative")), 0);
	assert_int_equal(symlink(at(f, "outside"), at(f, "inside/absolute")), 0);
	assert_int_equal(symlink("..", at(f, "inside/up")), 0);
	assert_int_equal(symlink("/proc/self/cwd", at(f, "inside/magic")), 0);
	assert_int_equal(symlink(at(f, "inside-not"), at(f, "inside/prefix")), 0);
	put(f, "inside-not", "");
	static const char *const paths[] = { "relative", "absolute", "up/outside", "../outside",
		"folder/../../outside", "magic/a.c", "prefix", "/etc/passwd" };
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		enum file_status status = read_it(f, paths[i]);
		assert_true(status == FILE_OUTSIDE || status == FILE_MISSING);
		assert_int_equal(f->bytes.len, 0);
	}
	assert_int_equal(read_it(f, "relative"), FILE_OUTSIDE);
	assert_int_equal(read_it(f, "absolute"), FILE_OUTSIDE);
}

static void what_is_no_file_is_told_apart(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(mkfifo(at(f, "inside/pipe"), 0600), 0);
	assert_int_equal(symlink("loop", at(f, "inside/loop")), 0);
	assert_int_equal(symlink("nowhere", at(f, "inside/dangling")), 0);
	assert_int_equal(read_it(f, "pipe"), FILE_NOT_REGULAR);
	assert_int_equal(read_it(f, "folder"), FILE_NOT_REGULAR);
	assert_int_equal(read_it(f, "missing"), FILE_MISSING);
	assert_int_equal(read_it(f, "dangling"), FILE_MISSING);
	assert_int_equal(read_it(f, "a.c/b"), FILE_MISSING);
	assert_int_equal(read_it(f, "loop"), FILE_UNREADABLE);
	assert_int_equal(read_it(f, ""), FILE_MISSING);
	assert_int_equal(root_read(&f->root, STR("a.c\0b"), 10, &f->bytes, NULL), FILE_MISSING);
}

static void an_unreadable_file_is_told_apart(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(chmod(at(f, "inside/a.c"), 0), 0);
	/* Root may read everything; ci/test runs this as somebody else. */
	assert_int_equal(read_it(f, "a.c"), geteuid() ? FILE_UNREADABLE : FILE_OK);
}

static void a_file_over_the_limit_is_not_read(void **state)
{
	struct fixture *f = *state;
	struct err err;
	struct str text;
	assert_int_equal(root_read(&f->root, STR("a.c"), 7, &f->bytes, NULL), FILE_OK);
	assert_int_equal(root_read(&f->root, STR("a.c"), 6, &f->bytes, NULL), FILE_TOO_LARGE);
	assert_int_equal(truncate(at(f, "inside/a.c"), (off_t)1 << 40), 0);
	assert_false(root_read_text(&f->root, f->arena, STR("a.c"), FILE_SIZE_MAX, &text, &err));
	assert_string_equal(err.text, "cannot read 'a.c': larger than the limit of 67108864 bytes");
}

static void a_file_of_the_command_line_may_lie_anywhere(void **state)
{
	struct fixture *f = *state;
	struct err err;
	struct str text;
	assert_true(file_read(f->arena, str_of(at(f, "outside")), 100, &text, &err));
	assert_str(text, "secret");
	assert_false(file_read(f->arena, str_of(at(f, "inside")), 100, &text, &err));
	assert_non_null(strstr(err.text, "not a regular file"));
	assert_false(file_read(f->arena, str_of(at(f, "none")), 100, &text, &err));
	assert_non_null(strstr(err.text, "no such file"));
}

static void a_root_that_is_no_folder_is_refused(void **state)
{
	struct fixture *f = *state;
	struct err err;
	struct root root;
	assert_false(root_open(&root, f->arena, str_of(at(f, "none")), &err));
	assert_non_null(strstr(err.text, "No such file or directory"));
	assert_false(root_open(&root, f->arena, str_of(at(f, "outside")), &err));
	assert_non_null(strstr(err.text, "Not a directory"));
}

/* How many entries folder `name` holds, "." and ".." included. */
static nlink_t entries(const struct fixture *f, const char *name)
{
	nlink_t count = 0;
	FILE *list = popen(str_fmt(f->arena, "ls -a '%s'", at(f, name)).p, "r");
	assert_non_null(list);
	for (int c; (c = fgetc(list)) != EOF;) {
		count += c == '\n';
	}
	pclose(list);
	return count;
}

static void a_file_is_replaced_whole(void **state)
{
	struct fixture *f = *state;
	struct err err;
	struct stat before;
	struct stat after;
	struct str path = str_of(at(f, "inside/folder/x"));
	mode_t mask = umask(027);
	assert_true(file_write(path, STR("one"), &err));
	umask(mask);
	assert_int_equal(stat(path.p, &before), 0);
	assert_int_equal(before.st_mode & 0777, 0640);
	int old = open(path.p, O_RDONLY);
	assert_true(file_write(path, STR("two, and longer"), &err));
	assert_int_equal(stat(path.p, &after), 0);
	assert_true(before.st_ino != after.st_ino);
	assert_int_equal(read_it(f, "folder/x"), FILE_OK);
	assert_str(buf_str(&f->bytes), "two, and longer");
	/* Who opened it before still sees the old one, whole. */
	assert_int_equal(file_read_fd(old, 100, &f->bytes, NULL), FILE_OK);
	assert_str(buf_str(&f->bytes), "one");
	close(old);
	assert_int_equal(entries(f, "inside/folder"), 3);
}

static void a_link_is_replaced_not_written_through(void **state)
{
	struct fixture *f = *state;
	struct err err;
	assert_int_equal(symlink("../outside", at(f, "inside/x")), 0);
	assert_true(file_write(str_of(at(f, "inside/x")), STR("new"), &err));
	struct str text;
	assert_true(file_read(f->arena, str_of(at(f, "outside")), 100, &text, &err));
	assert_str(text, "secret");
}

static void a_failed_write_leaves_nothing_behind(void **state)
{
	struct fixture *f = *state;
	struct err err;
	assert_false(file_write(str_of(at(f, "none/x")), STR("new"), &err));
	assert_non_null(strstr(err.text, "No such file or directory"));
	/* A folder cannot be replaced by a file: it fails at the last step. */
	nlink_t before = entries(f, "inside");
	assert_false(file_write(str_of(at(f, "inside/folder")), STR("new"), &err));
	assert_int_equal(entries(f, "inside"), before);
}

static void folders_are_made_with_those_above(void **state)
{
	struct fixture *f = *state;
	struct err err;
	struct stat st;
	assert_true(folder_make(str_of(at(f, "a/b/c")), &err));
	assert_true(folder_make(str_of(at(f, "a/b/c")), &err));
	assert_true(folder_make(str_of(at(f, "a/d/")), &err));
	assert_int_equal(stat(at(f, "a/b/c"), &st), 0);
	assert_true(S_ISDIR(st.st_mode));
}

static void a_file_in_the_way_of_a_folder_is_an_error(void **state)
{
	struct fixture *f = *state;
	struct err err;
	assert_false(folder_make(str_of(at(f, "outside")), &err));
	assert_non_null(strstr(err.text, "Not a directory"));
	assert_false(folder_make(str_of(at(f, "outside/x")), &err));
}

#define file_claim(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		file_claim(a_file_is_read_whole),
		file_claim(a_link_that_stays_inside_is_followed),
		file_claim(nothing_outside_is_read),
		file_claim(what_is_no_file_is_told_apart),
		file_claim(an_unreadable_file_is_told_apart),
		file_claim(a_file_over_the_limit_is_not_read),
		file_claim(a_file_of_the_command_line_may_lie_anywhere),
		file_claim(a_root_that_is_no_folder_is_refused),
		file_claim(a_file_is_replaced_whole),
		file_claim(a_link_is_replaced_not_written_through),
		file_claim(a_failed_write_leaves_nothing_behind),
		file_claim(folders_are_made_with_those_above),
		file_claim(a_file_in_the_way_of_a_folder_is_an_error),
	};
	return claims_run("base/file", tests);
}
