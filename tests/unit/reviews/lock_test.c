/* SPDX-License-Identifier: MIT */
#include "reviews/lock.h"

#include "base/buf.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

#define HEADER "# lintel lock 1\n"
#define HASH "0123456789abcdef0123456789abcdef"

static struct decision sample(const char *id, const char *path)
{
	struct decision decision = {
		.id = str_of(id),
		.path = str_of(path),
		.status = STATUS_ACCEPTED,
		.settled = { 1, 2 },
	};
	decision.date.is_known = date_read_day(STR("2026-11-21"), &decision.date.day);
	return decision;
}

/* What is wrong with the text of a lock file. */
static struct str read_problems(struct arena *arena, const char *text)
{
	struct lock lock;
	struct problems problems;
	problems_init(&problems, arena);
	bool is_sound = lock_read(&lock, arena, STR("adr/accepted.lock"), str_of(text), &problems);
	assert_int_equal(is_sound, problems.errors == 0);
	return problem_text(arena, &problems);
}

static void what_is_put_is_written_sorted_and_read_back(void **state)
{
	struct arena *arena = *state;
	struct lock lock;
	struct problems problems;
	struct buf text;
	struct decision second = sample("ADR-0002", "adr/0002-b\tc.md");
	struct decision first = sample("", "adr/0001-a.md");
	first.date.is_known = false;
	first.status = STATUS_IMPLEMENTED;
	buf_init(&text);
	lock_init(&lock, arena, STR("adr/accepted.lock"));
	lock_put(&lock, arena, &second, NULL);
	lock_put(&lock, arena, &first, NULL);
	lock_write(&lock, &text);
	assert_str(buf_str(&text), HEADER
			"# What was accepted.  lintel adr accept writes it; nobody else does.\n"
			"00000000000000010000000000000002\timplemented\t-\t\tadr/0001-a.md\n"
			"00000000000000010000000000000002\taccepted\t2026-11-21\tADR-0002\t"
			"adr/0002-b\\tc.md\n");
	problems_init(&problems, arena);
	assert_true(lock_read(&lock, arena, STR("l"), str_dup(arena, buf_str(&text)), &problems));
	const struct lock_row *row = lock_find(&lock, &second, NULL);
	assert_non_null(row);
	assert_int_equal(row->line, 4);
	assert_true(hash_eq(row->settled, second.settled));
	assert_int_equal(row->day, second.date.day);
	buf_finish(&text);
}

static void a_renamed_record_is_found_by_its_id(void **state)
{
	struct arena *arena = *state;
	struct lock lock;
	struct decision before = sample("ADR-0002", "adr/0002-b.md");
	struct decision after = sample("ADR-0002", "adr/0002-better.md");
	struct decision other = sample("ADR-0003", "adr/0003-b.md");
	struct decision nameless = sample("", "adr/b.md");
	lock_init(&lock, arena, STR("l"));
	assert_null(lock_find(&lock, &before, NULL));
	lock_put(&lock, arena, &before, NULL);
	assert_str(lock_find(&lock, &after, NULL)->path, "adr/0002-b.md");
	assert_null(lock_find(&lock, &other, NULL));
	assert_null(lock_find(&lock, &nameless, NULL));
	/* And takes the place of its row. */
	lock_put(&lock, arena, &after, NULL);
	assert_int_equal(lock.rows.len, 1);
	assert_str(lock.rows.p[0].path, "adr/0002-better.md");
}

static void every_bad_line_is_named(void **state)
{
	struct arena *arena = *state;
	assert_str(read_problems(arena, ""),
			"adr/accepted.lock:1:1+0: the lock file is empty, not even its first line is "
			"left | take the file back from history; a new one begins with: # lintel lock "
			"1\n");
	assert_str(read_problems(arena, "# lintel lock 2\n"),
			"adr/accepted.lock:1:15+1: this format of the lock file is not known here | "
			"use the version of lintel that wrote it, or a later one\n");
	assert_str(read_problems(arena, HEADER
				   "x\n"
				   "y\taccepted\t-\t\tp\n" HASH "\tproposed\t-\t\tp\n" HASH
				   "\taccepted\t2026-02-30\t\tp\n" HASH "\taccepted\t-\t\\q\tp\n"),
			"adr/accepted.lock:2:1+1: a line needs five fields with tabs between them: "
			"hash, status, day, id, path | take the line back from history, or take it out "
			"and run: lintel adr accept --lock ID\n"
			"adr/accepted.lock:3:1+1: a hash has 32 digits of 0-9 and a-f | take the line "
			"back from history, or take it out and run: lintel adr accept --lock ID\n"
			"adr/accepted.lock:4:34+8: the status of a locked record is accepted or "
			"implemented | take the line back from history, or take it out and run: lintel "
			"adr accept --lock ID\n"
			"adr/accepted.lock:5:43+10: a day is written as 2026-11-21, or - if the record "
			"has none | take the line back from history, or take it out and run: lintel adr "
			"accept --lock ID\n"
			"adr/accepted.lock:6:45+2: there is no path, or a backslash begins no known "
			"escape | take the line back from history, or take it out and run: lintel adr "
			"accept --lock ID\n");
}

static void a_half_merged_file_is_one_problem(void **state)
{
	assert_str(read_problems(*state, HEADER "<<<<<<< ours\n" HASH "\taccepted\t-\t1\ta.md\n"
						"=======\n" HASH
						"\taccepted\t-\t1\ta.md\n>>>>>>> theirs\n"),
			"adr/accepted.lock:2:1+12: an unresolved merge conflict begins here | keep the "
			"lines of both sides; if they have the same id, give one of the two records the "
			"next number and lock it again\n");
}

static void a_record_listed_twice_is_an_error(void **state)
{
	assert_str(read_problems(*state, HEADER HASH "\taccepted\t-\t1\ta.md\r\n" HASH
						     "\taccepted\t-\t1\ta.md\r\n"),
			"adr/accepted.lock:3:1+50: this record is listed twice, first on line 2 | keep "
			"the line that history had first\n");
}

static void a_file_of_bad_lines_ends_soon(void **state)
{
	struct arena *arena = *state;
	struct lock lock;
	struct problems problems;
	struct buf text;
	buf_init(&text);
	buf_add_cstr(&text, HEADER);
	buf_add_repeat(&text, '\n', 10);
	for (size_t i = 0; i < 1000; i++) {
		buf_add_cstr(&text, "x\n");
	}
	problems_init(&problems, arena);
	assert_false(lock_read(&lock, arena, STR("l"), buf_str(&text), &problems));
	assert_int_equal(problems.errors, 51);
	buf_finish(&text);
}

static void a_whole_collection_is_put_in_time(void **state)
{
	struct arena *arena = *state;
	struct lock lock;
	double begin = unit_seconds();
	lock_init(&lock, arena, STR("l"));
	for (size_t i = 0; i < 20000; i++) {
		struct decision decision = sample(str_fmt(arena, "ADR-%05zu", i).p,
				str_fmt(arena, "adr/%05zu.md", i).p);
		lock_put(&lock, arena, &decision, NULL);
		lock_put(&lock, arena, &decision, NULL);
	}
	assert_true(unit_seconds() - begin < 2);
	assert_int_equal(lock.rows.len, 20000);
	struct decision last = sample("ADR-19999", "adr/renamed.md");
	assert_str(lock_find(&lock, &last, NULL)->path, "adr/19999.md");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_is_put_is_written_sorted_and_read_back),
		claim(a_renamed_record_is_found_by_its_id),
		claim(every_bad_line_is_named),
		claim(a_half_merged_file_is_one_problem),
		claim(a_record_listed_twice_is_an_error),
		claim(a_file_of_bad_lines_ends_soon),
		claim(a_whole_collection_is_put_in_time),
	};
	return claims_run("reviews/lock", tests);
}
