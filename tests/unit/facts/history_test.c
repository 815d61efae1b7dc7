/* SPDX-License-Identifier: MIT */
#include "facts/history.h"

#include "unit/unit.h"

/* Four commits: 0 comes from 1 and 2, both from 3. */
static struct history_commit commits[] = {
	{ .id = { 0xab, 0xcd, 0xef, 0x01 }, .first_parent = 0, .parent_count = 2 },
	{ .id = { 0xab, 0xcd, 0xef, 0x02 }, .first_parent = 2, .parent_count = 1 },
	{ .id = { 0x01 }, .first_parent = 3, .parent_count = 1 },
	{ .id = { 0xff } },
};
static uint32_t parents[] = { 1, 2, 3, 3 };
static uint32_t by_id[] = { 2, 0, 1, 3 };

static struct history forked(void)
{
	return (struct history){
		.commits = commits,
		.commit_count = COUNT_OF(commits),
		.parents = parents,
		.parent_count = COUNT_OF(parents),
	};
}

static void a_path_is_found_or_not(void **state)
{
	struct str paths[] = { STR("a"), STR("a/b"), STR("c") };
	struct history history = { .paths = paths, .path_count = COUNT_OF(paths) };
	(void)state;
	assert_int_equal(history_path_find(&history, STR("a")), 0);
	assert_int_equal(history_path_find(&history, STR("a/b")), 1);
	assert_int_equal(history_path_find(&history, STR("c")), 2);
	assert_int_equal(history_path_find(&history, STR("b")), NONE);
	history.path_count = 0;
	assert_int_equal(history_path_find(&history, STR("a")), NONE);
}

static void a_commit_is_found_by_the_beginning_of_its_id(void **state)
{
	struct history history = forked();
	for (int i = 0; i < 2; i++) {
		assert_int_equal(history_commit_find(&history, STR("abcdef01")), 0);
		assert_int_equal(history_commit_find(&history, STR("ABCDEF02")), 1);
		assert_int_equal(history_commit_find(&history, STR("0100000")), 2);
		assert_int_equal(history_commit_find(&history, STR("ff000000000")), 3);
		/* Two begin so, none does, too short, no digits. */
		assert_int_equal(history_commit_find(&history, STR("abcdef0")), NONE);
		assert_int_equal(history_commit_find(&history, STR("abcdef03")), NONE);
		assert_int_equal(history_commit_find(&history, STR("010000")), NONE);
		assert_int_equal(history_commit_find(&history, STR("abcdefg1")), NONE);
		history.by_id = by_id;
	}
	assert_str(history_commit_id(&history, 1, *state),
			"abcdef0200000000000000000000000000000000");
}

static void marks_go_to_all_that_is_reached(void **state)
{
	struct history history = forked();
	uint8_t marks[COUNT_OF(commits)] = { 0 };
	history_mark(&history, 2, marks, 1, *state);
	assert_memory_equal(marks, "\0\0\1\1", 4);
	history_mark(&history, 0, marks, 2, *state);
	assert_memory_equal(marks, "\2\2\3\3", 4);
	history_mark(&history, NONE, marks, 4, *state);
	assert_memory_equal(marks, "\2\2\3\3", 4);
}

static void names_follow_renames(void **state)
{
	enum {
		A,
		B,
		C,
		D,
		PATHS
	};
	/* From the latest: `b` is another file by now; c -> d, b -> c, a -> b. */
	struct history_change changes[] = {
		{ .path = B, .from = NONE, .kind = CHANGE_ADDED },
		{ .path = D, .from = C, .kind = CHANGE_RENAMED },
		{ .path = B, .from = NONE, .kind = CHANGE_MODIFIED },
		{ .path = B, .from = A, .kind = CHANGE_RENAMED },
	};
	struct history_commit four[] = {
		{ .first_change = 0, .change_count = 1 },
		{ .first_change = 1, .change_count = 1 },
		{ .first_change = 2, .change_count = 1 },
		{ .first_change = 3, .change_count = 1 },
	};
	struct history history = { .commits = four,
		.commit_count = COUNT_OF(four),
		.changes = changes,
		.change_count = COUNT_OF(changes),
		.path_count = PATHS };
	uint32_t *today = history_names_today(&history, *state);
	assert_int_equal(today[A], B);
	assert_int_equal(today[B], B);
	assert_int_equal(today[C], D);
	assert_int_equal(today[D], D);
	/* A change on another branch, made later than the rename, is none of another file. */
	changes[0] = (struct history_change){ .path = A, .from = NONE, .kind = CHANGE_MODIFIED };
	changes[2] = (struct history_change){ .path = C, .from = B, .kind = CHANGE_RENAMED };
	today = history_names_today(&history, *state);
	assert_int_equal(today[A], D);
	assert_int_equal(today[B], D);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_path_is_found_or_not),
		claim(a_commit_is_found_by_the_beginning_of_its_id),
		claim(marks_go_to_all_that_is_reached),
		claim(names_follow_renames),
	};
	return claims_run("facts/history", tests);
}
