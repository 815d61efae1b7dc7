/* SPDX-License-Identifier: MIT */
#include "unit/sources/store/fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

/* Leaves without the handlers of the parent; only a raised signal is left for that. */
static void child_end(void)
{
	raise(SIGKILL);
}

static void many_processes_may_write_at_once(void **state)
{
	struct fixture *f = *state;
	pid_t children[4];
	for (unsigned c = 0; c < 4; c++) {
		children[c] = fork();
		if (children[c] == 0) {
			for (unsigned i = 0; i < 20; i++) {
				struct store *store = store_open(f->arena, f->folder, &f->note);
				put(store, f->arena, c * 100 + i, i);
				store_close(store);
			}
			child_end();
		}
	}
	for (unsigned c = 0; c < 4; c++) {
		waitpid(children[c], NULL, 0);
	}
	struct store *store = open_it(f);
	assert_str(f->note, "");
	for (unsigned c = 0; c < 4; c++) {
		for (unsigned i = 0; i < 20; i++) {
			assert_string_equal(found(store, f->arena, c * 100 + i),
					str_fmt(f->arena, "%u", i).p);
		}
	}
	store_close(store);
	assert_false(exists(f, "facts.db.damaged-1"));
}

static void a_kill_at_any_moment_loses_nothing_that_was_there(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_it(f);
	put(store, f->arena, 1000, 1);
	store_close(store);
	for (unsigned turn = 0; turn < 100; turn++) {
		pid_t child = fork();
		if (child == 0) {
			for (unsigned i = 0;; i++) {
				store = store_open(f->arena, f->folder, &f->note);
				put(store, f->arena, i % 7, i);
				store_close(store);
			}
		}
		struct timespec pause = { 0, (long)(turn * 211741 % 15000000) };
		nanosleep(&pause, NULL);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		store = open_it(f);
		assert_str(f->note, "");
		assert_string_equal(found(store, f->arena, 1000), "1");
		for (unsigned i = 0; i < 7; i++) {
			assert_null(strchr(found(store, f->arena, i), '!'));
		}
		assert_str(store_note(store), "");
		store_close(store);
	}
	assert_false(exists(f, "facts.db.damaged-1"));
}

/* A kill while the file is being made must leave nothing that cannot be opened. */
static void a_kill_while_it_is_made_leaves_a_beginning(void **state)
{
	struct fixture *f = *state;
	for (unsigned turn = 0; turn < 20; turn++) {
		pid_t child = fork();
		if (child == 0) {
			store_open(f->arena, f->folder, &f->note);
			child_end();
		}
		struct timespec pause = { 0, (long)(turn * 200000) };
		nanosleep(&pause, NULL);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		struct store *store = open_it(f);
		assert_str(f->note, "");
		store_close(store);
		nftw(f->folder.p, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	}
}

static void a_foreign_file_is_put_aside(void **state)
{
	struct fixture *f = *state;
	store_close(open_it(f));
	const char text[] = "This is not a database, but somebody may still want it.\n";
	assert_int_equal(truncate(file_at(f, "facts.db").p, 0), 0);
	file_write_at(file_at(f, "facts.db"), 0, text, sizeof(text) - 1);
	struct store *store = open_it(f);
	assert_true(str_contains(f->note, STR("put aside as 'facts.db.damaged-1'")));
	put(store, f->arena, 1, 1);
	store_close(store);
	struct buf bytes;
	struct str kept;
	struct err err;
	buf_init(&bytes);
	assert_true(file_read(f->arena, file_at(f, "facts.db.damaged-1"), 1000, &kept, &err));
	assert_str(kept, text);
	buf_finish(&bytes);
	store = open_it(f);
	assert_str(f->note, "");
	assert_string_equal(found(store, f->arena, 1), "1");
	store_close(store);
}

static void files_of_other_versions_and_with_other_tables_are_put_aside(void **state)
{
	static const char *const changes[] = {
		"PRAGMA user_version = 0",
		"PRAGMA user_version = 99",
		"PRAGMA application_id = 1",
		"CREATE TABLE more(x)",
		"CREATE TRIGGER t AFTER INSERT ON variants BEGIN DELETE FROM blocks; END",
		"DROP TABLE blocks; CREATE VIEW blocks AS SELECT key, packed FROM variants",
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		store_close(open_it(f));
		sql(f, changes[i]);
		struct store *store = open_it(f);
		assert_true(str_contains(f->note, STR("put aside")));
		put(store, f->arena, 1, 1);
		store_close(store);
		store = open_it(f);
		assert_str(f->note, "");
		assert_string_equal(found(store, f->arena, 1), "1");
		store_close(store);
	}
}

static void when_too_many_were_put_aside_there_is_no_store(void **state)
{
	struct fixture *f = *state;
	store_close(open_it(f));
	for (int i = 1; i <= 9; i++) {
		file_write_at(file_at(f, str_fmt(f->arena, "facts.db.damaged-%d", i).p), 0, "x", 1);
	}
	sql(f, "PRAGMA user_version = 99");
	assert_null(store_open(f->arena, f->folder, &f->note));
	assert_true(str_contains(f->note, STR("put aside already")));
}

static void rows_that_lie_are_not_believed(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_it(f);
	put(store, f->arena, 1, 1);
	put(store, f->arena, 2, 2);
	put(store, f->arena, 3, 3);
	store_close(store);
	/* Under another key, with other bytes, of another kind. */
	sql(f, "UPDATE variants SET key = (SELECT key FROM variants WHERE id = 2) WHERE id = 1;"
	       "UPDATE variants SET packed = packed || x'00' WHERE id = 3;"
	       "UPDATE blocks SET bytes = bytes || x'20' WHERE rowid = 4");
	store = open_it(f);
	assert_string_equal(found(store, f->arena, 1), "");
	assert_string_equal(found(store, f->arena, 3), "");
	assert_string_equal(found(store, f->arena, 2), "! 2");
	/* What is bad is thrown out, so that there is room for what is right. */
	put(store, f->arena, 2, 2);
	store_close(store);
	store = open_it(f);
	assert_string_equal(found(store, f->arena, 2), "2");
	store_close(store);
	sql(f, "UPDATE variants SET packed = 'text', digest = 7; UPDATE blocks SET bytes = 'x'");
	store = open_it(f);
	assert_string_equal(found(store, f->arena, 2), "");
	store_close(store);
}

static uint64_t random_next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	return *seed >> 33;
}

/* The bytes of a sound file with some of them changed, as the file. */
static void damage(struct fixture *f, struct str sound, unsigned turn, uint64_t *seed)
{
	struct str path = file_at(f, "facts.db");
	unlink(path.p);
	file_write_at(path, 0, sound.p, sound.len);
	for (unsigned flips = 1 + turn % 20; flips; flips--) {
		char byte = (char)random_next(seed);
		size_t at = random_next(seed) % (turn % 2 ? sound.len : 4096);
		file_write_at(path, at, &byte, 1);
	}
}

static void put_aside_remove(struct fixture *f)
{
	static const char *const parts[] = { "", "-wal", "-shm", "-journal" };
	for (size_t k = 0; k < COUNT_OF(parts); k++) {
		unlink(file_at(f, str_fmt(f->arena, "facts.db.damaged-1%s", parts[k]).p).p);
	}
}

static void a_damaged_file_never_gives_a_wrong_answer(void **state)
{
	struct fixture *f = *state;
	uint64_t seed = 20261121;
	unsigned lost = 0;
	struct str sound;
	struct err err;
	struct store *store = open_it(f);
	for (unsigned key = 0; key < 12; key++) {
		put(store, f->arena, key, 3);
	}
	store_close(store);
	assert_true(file_read(f->arena, file_at(f, "facts.db"), FILE_SIZE_MAX, &sound, &err));
	for (unsigned turn = 0; turn < 200; turn++) {
		struct arena *arena = arena_create();
		damage(f, sound, turn, &seed);
		store = store_open(arena, f->folder, &f->note);
		assert_non_null(store);
		for (unsigned key = 0; key < 12; key++) {
			lost += found(store, arena, key)[0] == '\0' ? 1 : 0;
		}
		put(store, arena, 50, turn);
		store_close(store);
		/* Whatever it was, the next run has a store that works. */
		store = store_open(arena, f->folder, &f->note);
		assert_non_null(store);
		found(store, arena, 50);
		store_close(store);
		put_aside_remove(f);
		arena_destroy(arena);
	}
	/* The flips did reach what is read. */
	assert_true(lost > 0);
}

static void a_link_in_place_of_the_file_is_not_followed(void **state)
{
	struct fixture *f = *state;
	struct str elsewhere = str_fmt(f->arena, STR_FMT "/elsewhere", STR_ARG(f->top));
	store_close(open_it(f));
	assert_int_equal(unlink(file_at(f, "facts.db").p), 0);
	assert_int_equal(symlink(elsewhere.p, file_at(f, "facts.db").p), 0);
	struct store *store = store_open(f->arena, f->folder, &f->note);
	put(store, f->arena, 1, 1);
	store_close(store);
	assert_true(f->note.len > 0);
	assert_int_not_equal(access(elsewhere.p, F_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		store_claim(many_processes_may_write_at_once),
		store_claim(a_kill_at_any_moment_loses_nothing_that_was_there),
		store_claim(a_kill_while_it_is_made_leaves_a_beginning),
		store_claim(a_foreign_file_is_put_aside),
		store_claim(files_of_other_versions_and_with_other_tables_are_put_aside),
		store_claim(when_too_many_were_put_aside_there_is_no_store),
		store_claim(rows_that_lie_are_not_believed),
		store_claim(a_damaged_file_never_gives_a_wrong_answer),
		store_claim(a_link_in_place_of_the_file_is_not_followed),
	};
	return claims_run("sources/store/damage", tests);
}
