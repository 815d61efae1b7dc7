/* SPDX-License-Identifier: MIT */
#include "base/overlay.h"

#include "base/listing.h"

#include "unit/base/overlaid.h"

#include <sys/mman.h>
#include <sys/stat.h>

/* What a file holds; in brackets, why it cannot be read. */
static const char *read_it(struct overlaid *o, const char *path)
{
	enum file_status status = root_read(&o->root, str_of(path), 100, &o->bytes, NULL);
	return status == FILE_OK ? o->bytes.p
				 : str_fmt(o->arena, "(%s)", file_status_text(status)).p;
}

static void entries_stand_in_place_of_files(void **state)
{
	struct overlaid *o = *state;
	struct err err;
	struct str text;
	overlaid_file(o, "a.c", "folder");
	overlaid_file(o, "b.c", "folder");
	overlaid_file(o, "gone.c", "folder");
	overlaid_add(o, "gone.c", OVERLAY_ABSENT, NULL);
	overlaid_add(o, "sub/new.c", OVERLAY_FILE, "entry");
	overlaid_add(o, "a.c", OVERLAY_FILE, "entry");
	overlay_freeze(&o->overlay);
	assert_string_equal(read_it(o, "a.c"), "entry");
	assert_string_equal(read_it(o, "./sub/../a.c"), "entry");
	assert_string_equal(read_it(o, "b.c"), "folder");
	assert_string_equal(read_it(o, "gone.c"), "(no such file)");
	assert_string_equal(read_it(o, "sub/new.c"), "entry");
	assert_string_equal(read_it(o, "a.c/x"), "(no such file)");
	assert_string_equal(read_it(o, "sub"), "(not a regular file)");
	assert_string_equal(read_it(o, ""), "(no such file)");
	assert_string_equal(read_it(o, "../out/x"), "(it lies outside the repository)");
	assert_string_equal(read_it(o, "/etc/passwd"), "(it lies outside the repository)");
	assert_true(root_read_text(&o->root, o->arena, STR("a.c"), 5, &text, &err));
	assert_false(root_read_text(&o->root, o->arena, STR("a.c"), 4, &text, &err));
	assert_string_equal(err.text, "cannot read 'a.c': larger than the limit of 4 bytes");
	o->root.overlay = NULL;
	assert_string_equal(read_it(o, "a.c"), "folder");
}

static void a_whole_one_hides_the_folder(void **state)
{
	struct overlaid *o = *state;
	overlaid_file(o, "b.c", "folder");
	overlaid_file(o, "sub/b.c", "folder");
	overlaid_add(o, "sub/a.c", OVERLAY_FILE, "entry");
	overlay_freeze(&o->overlay);
	o->overlay.is_whole = true;
	assert_string_equal(read_it(o, "sub/a.c"), "entry");
	assert_string_equal(read_it(o, "b.c"), "(no such file)");
	assert_string_equal(read_it(o, "sub/b.c"), "(no such file)");
	assert_string_equal(read_it(o, "sub"), "(not a regular file)");
}

static void links_are_followed_through_both(void **state)
{
	struct overlaid *o = *state;
	overlaid_file(o, "real/a.c", "folder");
	overlaid_file(o, "real/b.c", "folder");
	assert_int_equal(symlink("real", overlaid_at(o, "disk").p), 0);
	assert_int_equal(symlink(overlaid_at(o, "real").p, overlaid_at(o, "absolute").p), 0);
	assert_int_equal(symlink("../out", overlaid_at(o, "out").p), 0);
	assert_int_equal(symlink("../out", overlaid_at(o, "hidden").p), 0);
	overlaid_add(o, "hidden", OVERLAY_ABSENT, NULL);
	overlaid_add(o, "hidden/a.c", OVERLAY_FILE, "entry");
	overlaid_add(o, "real/a.c", OVERLAY_FILE, "entry");
	overlaid_add(o, "link", OVERLAY_LINK, "./disk//");
	overlaid_add(o, "down/up.c", OVERLAY_LINK, "../link/a.c");
	overlaid_add(o, "loop", OVERLAY_LINK, "loop/");
	overlaid_add(o, "empty", OVERLAY_LINK, "");
	overlaid_add(o, "far", OVERLAY_LINK, "/etc/passwd");
	overlaid_add(o, "above", OVERLAY_LINK, "down/../../out/x");
	overlay_freeze(&o->overlay);
	assert_string_equal(read_it(o, "disk/a.c"), "entry");
	assert_string_equal(read_it(o, "absolute/a.c"), "entry");
	assert_string_equal(read_it(o, "link/a.c"), "entry");
	assert_string_equal(read_it(o, "link/b.c"), "folder");
	assert_string_equal(read_it(o, "down/up.c"), "entry");
	assert_string_equal(read_it(o, "hidden/a.c"), "entry");
	assert_string_equal(read_it(o, "hidden/x"), "(no such file)");
	assert_string_equal(read_it(o, "loop"), "(permission denied or read error)");
	assert_string_equal(read_it(o, "empty"), "(permission denied or read error)");
	assert_string_equal(read_it(o, "far"), "(it lies outside the repository)");
	assert_string_equal(read_it(o, "above"), "(it lies outside the repository)");
	assert_string_equal(read_it(o, "out/x"), "(it lies outside the repository)");
}

static void an_entry_opens_like_a_file(void **state)
{
	struct overlaid *o = *state;
	enum file_status status;
	struct stat st;
	overlaid_add(o, "sub/a.c", OVERLAY_FILE, "entry");
	overlay_freeze(&o->overlay);
	int fd = root_open_file(&o->root, STR("sub/a.c"), &status);
	assert_int_equal(status, FILE_OK);
	assert_int_equal(file_read_fd(fd, 5, &o->bytes, NULL), FILE_OK);
	assert_str(buf_str(&o->bytes), "entry");
	void *map = mmap(NULL, 5, PROT_READ, MAP_PRIVATE, fd, 0);
	assert_memory_equal(map, "entry", 5);
	munmap(map, 5);
	close(fd);
	/* A folder says that it is one, and no more. */
	fd = root_open_file(&o->root, STR("sub"), &status);
	assert_int_equal(status, FILE_OK);
	assert_true(fstat(fd, &st) == 0 && S_ISDIR(st.st_mode));
	assert_int_equal(openat(fd, "a.c", O_RDONLY | O_CLOEXEC), -1);
	close(fd);
	assert_int_equal(root_open_file(&o->root, STR("none"), &status), -1);
	assert_int_equal(status, FILE_MISSING);
}

static void an_entry_never_changes(void **state)
{
	struct overlaid *o = *state;
	struct file_stamp read;
	struct file_stamp now;
	overlaid_file(o, "a.c", "folder");
	overlaid_file(o, "b.c", "folder");
	overlaid_add(o, "a.c", OVERLAY_FILE, "entry");
	overlaid_add(o, "c.c", OVERLAY_ABSENT, "");
	overlay_freeze(&o->overlay);
	assert_int_equal(root_read(&o->root, STR("a.c"), 100, &o->bytes, &read), FILE_OK);
	overlaid_file(o, "a.c", "changed");
	assert_int_equal(root_stamp(&o->root, STR("a.c"), &now), FILE_OK);
	assert_memory_equal(&read, &now, sizeof(now));
	assert_int_equal(now.size, 5);
	assert_int_equal(root_read(&o->root, STR("a.c"), 4, &o->bytes, &read), FILE_TOO_LARGE);
	assert_int_equal(read.size, 5);
	assert_int_equal(root_stamp(&o->root, STR("c.c"), &now), FILE_MISSING);
	/* Of the folder it is the stamp on disk. */
	assert_int_equal(root_read(&o->root, STR("b.c"), 100, &o->bytes, &read), FILE_OK);
	assert_int_equal(root_stamp(&o->root, STR("b.c"), &now), FILE_OK);
	assert_memory_equal(&read, &now, sizeof(now));
	assert_true(now.inode != 0);
}

static void what_lies_below_a_folder_is_found(void **state)
{
	struct overlaid *o = *state;
	size_t count;
	overlaid_add(o, "a/x", OVERLAY_FILE, "");
	overlaid_add(o, "a", OVERLAY_ABSENT, "");
	overlaid_add(o, "a-b", OVERLAY_FILE, "");
	overlaid_add(o, "a/b/y", OVERLAY_FILE, "");
	overlaid_add(o, "ab", OVERLAY_FILE, "");
	overlaid_add(o, "b/z", OVERLAY_ABSENT, "");
	overlay_freeze(&o->overlay);
	assert_str(overlay_below(&o->overlay, STR("a"), &count)->path, "a/b/y");
	assert_int_equal(count, 2);
	assert_str(overlay_below(&o->overlay, STR(""), &count)->path, "a");
	assert_int_equal(count, 6);
	assert_null(overlay_below(&o->overlay, STR("ab"), &count));
	assert_int_equal(count, 0);
	assert_true(overlay_has_folder(&o->overlay, STR("a/b")));
	assert_false(overlay_has_folder(&o->overlay, STR("b")));
	assert_true(overlay_hides(&o->overlay, STR("a/q")));
	assert_false(overlay_hides(&o->overlay, STR("b/q")));
}

static void a_folder_of_absent_entries_alone_is_none(void **state)
{
	struct overlaid *o = *state;
	overlaid_add(o, "before/a.c", OVERLAY_FILE, "entry");
	overlaid_add(o, "first/a.c", OVERLAY_FILE, "entry");
	overlaid_add(o, "first/b.c", OVERLAY_ABSENT, NULL);
	overlaid_add(o, "gone/a.c", OVERLAY_ABSENT, NULL);
	overlaid_add(o, "gone/b.c", OVERLAY_ABSENT, NULL);
	overlaid_add(o, "last/a.c", OVERLAY_ABSENT, NULL);
	overlaid_add(o, "last/b.c", OVERLAY_FILE, "entry");
	overlay_freeze(&o->overlay);
	assert_true(overlay_has_folder(&o->overlay, STR("first")));
	assert_false(overlay_has_folder(&o->overlay, STR("gone")));
	assert_true(overlay_has_folder(&o->overlay, STR("last")));
	assert_false(overlay_has_folder(&o->overlay, STR("las")));
	assert_true(overlay_has_folder(&o->overlay, STR("")));
}

static enum file_status read_never(const struct overlay_entry *entry, size_t max, struct buf *out,
		uint64_t *size, void *ctx)
{
	(void)entry;
	(void)max;
	(void)out;
	(void)size;
	(void)ctx;
	fail();
	return FILE_UNREADABLE;
}

static void whether_a_path_leads_anywhere_is_told_unread(void **state)
{
	struct overlaid *o = *state;
	enum file_status status;
	overlaid_file(o, "b.c", "folder");
	overlaid_file(o, "gone.c", "folder");
	overlaid_add(o, "gone.c", OVERLAY_ABSENT, NULL);
	overlaid_add(o, "sub/huge.bin", OVERLAY_FILE, "entry");
	overlay_freeze(&o->overlay);
	o->overlay.read = read_never;
	assert_true(listing_reaches(&o->root, STR("sub/huge.bin"), &status));
	assert_true(listing_reaches(&o->root, STR("sub"), &status));
	assert_true(listing_reaches(&o->root, STR("b.c"), &status));
	assert_false(listing_reaches(&o->root, STR("gone.c"), &status));
	assert_int_equal(status, FILE_MISSING);
	assert_false(listing_reaches(&o->root, STR("../x"), &status));
	assert_int_equal(status, FILE_OUTSIDE);
	o->root.overlay = NULL;
	assert_true(listing_reaches(&o->root, STR("gone.c"), &status));
	assert_false(listing_reaches(&o->root, STR("sub/huge.bin"), &status));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		overlaid_claim(entries_stand_in_place_of_files),
		overlaid_claim(a_whole_one_hides_the_folder),
		overlaid_claim(links_are_followed_through_both),
		overlaid_claim(an_entry_opens_like_a_file),
		overlaid_claim(an_entry_never_changes),
		overlaid_claim(what_lies_below_a_folder_is_found),
		overlaid_claim(a_folder_of_absent_entries_alone_is_none),
		overlaid_claim(whether_a_path_leads_anywhere_is_told_unread),
	};
	return claims_run("base/overlay", tests);
}
