/* SPDX-License-Identifier: MIT */
#include "sources/store/store.h"

#include "base/err.h"
#include "sources/store/handle.h"

#include "unit/unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct fixture {
	struct arena *arena;
	struct str top;
	struct str folder;
	struct str note;
};

static int setup(void **state)
{
	struct arena *arena = arena_create();
	struct fixture *f = arena_new(arena, struct fixture);
	const char *tmp = getenv("TMPDIR");
	struct str name = str_fmt(arena, "%s/lintel-store-XXXXXX", tmp ? tmp : "/tmp");
	char *made = mkdtemp(arena_copy(arena, name.p, name.len + 1));
	assert_non_null(made);
	f->arena = arena;
	f->top = str_of(made);
	f->folder = str_fmt(arena, "%s/cache/lintel", made);
	*state = f;
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	nftw(f->top.p, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_destroy(f->arena);
	return 0;
}

static struct hash key_of(unsigned number)
{
	return hash_of((struct str){ (const char *)&number, sizeof(number) });
}

/* Block `k` of anything: its bytes tell what they are. */
static struct str block_of(struct arena *arena, unsigned k)
{
	return str_fmt(arena, "block %u %0*u", k, (int)(k % 50) * 40 + 1, k);
}

/* Variant `version` of key `key`: everything in it follows from the two. */
static void put(struct store *store, struct arena *arena, unsigned key, unsigned version)
{
	struct store_variant variant = { 0 };
	struct str bytes[3];
	*vec_add(&variant.inputs, arena) = (struct store_input){
		.path = str_fmt(arena, "src/%u.c", key),
		.content = key_of(version),
	};
	*vec_add(&variant.names, arena) = (struct store_name){ STR("x.h"), key_of(version + 1) };
	variant.unit = str_fmt(arena, "unit %u %u", key, version);
	for (unsigned k = 0; k < 3; k++) {
		bytes[k] = block_of(arena, key + version + k);
		*vec_add(&variant.blocks, arena) = hash_of(bytes[k]);
	}
	store_put(store, key_of(key), &variant, bytes);
}

/* What is found under a key, newest first: "2 1".  Fails if any of it is not as put() made it. */
static const char *found(struct store *store, struct arena *arena, unsigned key)
{
	struct store_variant *variants;
	size_t count = store_find(store, key_of(key), arena, &variants);
	struct str all = STR("");
	for (size_t i = 0; i < count; i++) {
		const struct store_variant *variant = &variants[i];
		struct str unit = variant->unit;
		uint64_t version;
		assert_true(str_starts(unit, str_fmt(arena, "unit %u ", key)));
		assert_true(str_to_u64(str_from(unit, str_find_last(unit, ' ') + 1), &version));
		assert_int_equal(variant->inputs.len, 1);
		assert_str(variant->inputs.p[0].path, str_fmt(arena, "src/%u.c", key).p);
		assert_true(hash_eq(variant->inputs.p[0].content, key_of((unsigned)version)));
		assert_str(variant->names.p[0].name, "x.h");
		assert_int_equal(variant->blocks.len, 3);
		for (unsigned k = 0; k < 3; k++) {
			struct str wanted = block_of(arena, key + (unsigned)version + k);
			struct str bytes;
			assert_true(hash_eq(variant->blocks.p[k], hash_of(wanted)));
			if (store_block(store, variant->blocks.p[k], arena, &bytes)) {
				assert_true(str_eq(bytes, wanted));
			} else {
				all = str_fmt(arena, STR_FMT "!", STR_ARG(all));
			}
		}
		all = str_fmt(arena, STR_FMT "%s%u", STR_ARG(all), all.len ? " " : "",
				(unsigned)version);
	}
	return all.p;
}

static struct store *open_it(struct fixture *f)
{
	struct store *store = store_open(f->arena, f->folder, &f->note);
	assert_non_null(store);
	return store;
}

static struct str file_at(struct fixture *f, const char *name)
{
	return str_fmt(f->arena, STR_FMT "/%s", STR_ARG(f->folder), name);
}

static bool exists(struct fixture *f, const char *name)
{
	struct stat st;
	return lstat(file_at(f, name).p, &st) == 0;
}

static void what_was_put_is_found_again(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_it(f);
	assert_str(f->note, "");
	put(store, f->arena, 1, 1);
	put(store, f->arena, 2, 7);
	store_close(store);
	store = open_it(f);
	assert_str(f->note, "");
	assert_string_equal(found(store, f->arena, 1), "1");
	assert_string_equal(found(store, f->arena, 2), "7");
	assert_string_equal(found(store, f->arena, 3), "");
	struct str bytes;
	assert_false(store_block(store, key_of(99), f->arena, &bytes));
	assert_str(store_note(store), "");
	store_close(store);
}

static void the_newest_four_variants_are_kept(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_it(f);
	for (unsigned version = 1; version <= 6; version++) {
		put(store, f->arena, 1, version);
		store_flush(store);
	}
	assert_string_equal(found(store, f->arena, 1), "6 5 4 3");
	/* One that is put again is the newest, and there is one of it. */
	put(store, f->arena, 1, 4);
	store_flush(store);
	assert_string_equal(found(store, f->arena, 1), "4 6 5 3");
	store_close(store);
}

static void much_is_written_before_the_end(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_it(f);
	size_t len = (size_t)3 * 1024 * 1024;
	for (unsigned i = 0; i < 8; i++) {
		char *bytes = arena_alloc(f->arena, len);
		struct str block = { bytes, len };
		struct store_variant variant = { 0 };
		memset(bytes, (int)i + 1, len);
		*vec_add(&variant.blocks, f->arena) = hash_of(block);
		store_put(store, key_of(i), &variant, &block);
		assert_true(store->pending.bytes <= STORE_PENDING_MAX);
	}
	struct store_variant *variants;
	assert_int_equal(store_find(store, key_of(0), f->arena, &variants), 1);
	store_close(store);
}

static void no_store_is_fine_for_everything(void **state)
{
	struct fixture *f = *state;
	struct store_variant *variants;
	struct str bytes;
	struct hash content;
	assert_int_equal(store_find(NULL, key_of(1), f->arena, &variants), 0);
	assert_false(store_block(NULL, key_of(1), f->arena, &bytes));
	put(NULL, f->arena, 1, 1);
	store_flush(NULL);
	assert_str(store_note(NULL), "");
	assert_true(store_outside_hash(NULL, STR("/proc/self/exe"), &content));
	assert_false(store_outside_hash(NULL, STR("/nowhere/at/all"), &content));
	store_close(NULL);
	assert_null(store_open(f->arena, STR(""), &f->note));
	assert_true(f->note.len > 0);
}

static void two_handles_may_be_open_at_once(void **state)
{
	struct fixture *f = *state;
	struct store *one = open_it(f);
	struct store *two = open_it(f);
	put(one, f->arena, 1, 1);
	put(two, f->arena, 1, 2);
	put(two, f->arena, 2, 1);
	store_flush(two);
	assert_string_equal(found(one, f->arena, 1), "2");
	store_close(one);
	assert_string_equal(found(two, f->arena, 1), "1 2");
	store_close(two);
	struct store *three = open_it(f);
	assert_string_equal(found(three, f->arena, 1), "1 2");
	assert_string_equal(found(three, f->arena, 2), "1");
	store_close(three);
}

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

static void file_write_at(struct str path, size_t at, const char *bytes, size_t len)
{
	int fd = open(path.p, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, (off_t)at), len);
	close(fd);
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

static void sql(struct fixture *f, const char *text)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(file_at(f, "facts.db").p, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void files_of_other_versions_and_with_other_tables_are_put_aside(void **state)
{
	static const char *const changes[] = {
		"PRAGMA user_version = 0",
		"PRAGMA user_version = 99",
		"PRAGMA application_id = 1",
		"CREATE TABLE more(x)",
		"CREATE TRIGGER t AFTER INSERT ON variants BEGIN DELETE FROM blocks; END",
		"DROP TABLE blocks; CREATE VIEW blocks AS SELECT key AS hash, packed AS bytes FROM"
		" variants",
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

static void a_full_disk_leaves_a_note_and_the_old_contents(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_it(f);
	put(store, f->arena, 1, 1);
	store_flush(store);
	assert_str(store_note(store), "");
	sqlite3_exec(store->db, "PRAGMA max_page_count = 1", NULL, NULL, NULL);
	for (unsigned i = 2; i < 40; i++) {
		put(store, f->arena, i, i);
	}
	store_flush(store);
	assert_true(str_contains(store_note(store), STR("cannot write store")));
	assert_string_equal(found(store, f->arena, 1), "1");
	assert_string_equal(found(store, f->arena, 2), "");
	store_close(store);
	store = open_it(f);
	assert_str(f->note, "");
	assert_string_equal(found(store, f->arena, 1), "1");
	store_close(store);
}

static void a_locked_file_leaves_a_note(void **state)
{
	struct fixture *f = *state;
	struct store *one = open_it(f);
	struct store *two = open_it(f);
	put(one, f->arena, 1, 1);
	put(two, f->arena, 2, 2);
	sqlite3_busy_timeout(two->db, 10);
	assert_int_equal(sqlite3_exec(one->db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	store_flush(two);
	assert_true(str_contains(store_note(two), STR("in use by others")));
	assert_int_equal(sqlite3_exec(one->db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	store_close(one);
	assert_string_equal(found(two, f->arena, 1), "1");
	store_close(two);
}

static void a_folder_that_cannot_be_written_is_read(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_it(f);
	put(store, f->arena, 1, 1);
	store_close(store);
	unlink(file_at(f, "facts.lock").p);
	assert_int_equal(chmod(f->folder.p, 0500), 0);
	/* Root may write anywhere; ci/test runs as nobody. */
	if (geteuid() != 0) {
		store = open_it(f);
		assert_true(str_contains(f->note, STR("cannot be written")));
		put(store, f->arena, 1, 2);
		assert_string_equal(found(store, f->arena, 1), "1");
		store_close(store);
		struct str below = str_fmt(f->arena, STR_FMT "/below", STR_ARG(f->folder));
		assert_null(store_open(f->arena, below, &f->note));
		assert_true(str_starts(f->note, STR("no store: cannot make folder")));
	}
	assert_int_equal(chmod(f->folder.p, 0700), 0);
}

static void a_folder_that_others_may_write_is_refused(void **state)
{
	struct fixture *f = *state;
	struct stat st;
	store_close(open_it(f));
	assert_int_equal(stat(f->folder.p, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(chmod(f->folder.p, 0707), 0);
	assert_null(store_open(f->arena, f->folder, &f->note));
	assert_true(str_contains(f->note, STR("others may write")));
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

static void a_large_file_is_pruned_of_what_is_oldest(void **state)
{
	struct fixture *f = *state;
	struct arena *arena = f->arena;
	struct stat st;
	struct store *store;
	for (unsigned key = 0; key < 40; key++) {
		struct store_variant variant = { 0 };
		char *bytes = arena_alloc(arena, 20000);
		struct str block = { bytes, 20000 };
		memset(bytes, (int)key + 1, 20000);
		*vec_add(&variant.blocks, arena) = hash_of(block);
		store = open_it(f);
		store->size_max = (int64_t)400 * 1024;
		store_put(store, key_of(key), &variant, &block);
		store_flush(store);
		assert_str(store_note(store), "");
		store_close(store);
	}
	struct store_variant *variants;
	struct str bytes;
	store = open_it(f);
	assert_int_equal(store_find(store, key_of(0), arena, &variants), 0);
	assert_int_equal(store_find(store, key_of(39), arena, &variants), 1);
	assert_true(store_block(store, variants[0].blocks.p[0], arena, &bytes));
	store_close(store);
	assert_int_equal(stat(file_at(f, "facts.db").p, &st), 0);
	assert_true(st.st_size < 600 * 1024);
}

static void what_is_used_is_not_the_oldest(void **state)
{
	struct fixture *f = *state;
	struct arena *arena = f->arena;
	for (unsigned key = 0; key < 60; key++) {
		struct store_variant variant = { 0 };
		char *bytes = arena_alloc(arena, 20000);
		struct str block = { bytes, 20000 };
		memset(bytes, (int)key + 1, 20000);
		*vec_add(&variant.blocks, arena) = hash_of(block);
		struct store *store = open_it(f);
		store->size_max = (int64_t)600 * 1024;
		struct store_variant *variants;
		store_find(store, key_of(0), arena, &variants);
		store_put(store, key_of(key), &variant, &block);
		store_close(store);
	}
	struct store *store = open_it(f);
	struct store_variant *variants;
	assert_int_equal(store_find(store, key_of(0), arena, &variants), 1);
	assert_int_equal(store_find(store, key_of(1), arena, &variants), 0);
	store_close(store);
}

static void files_outside_are_hashed_once(void **state)
{
	struct fixture *f = *state;
	struct str path = str_fmt(f->arena, STR_FMT "/stdio.h", STR_ARG(f->top));
	struct hash content;
	file_write_at(path, 0, "one", 3);
	struct store *store = open_it(f);
	assert_true(store_outside_hash(store, path, &content));
	assert_true(hash_eq(content, hash_of(STR("one"))));
	store_close(store);
	/* The file's hash is believed as long as its stamp is the same. */
	store = open_it(f);
	assert_int_equal(store->pending.outside.len, 0);
	assert_true(store_outside_hash(store, path, &content));
	assert_true(hash_eq(content, hash_of(STR("one"))));
	assert_int_equal(store->pending.outside.len, 0);
	store_close(store);
	file_write_at(path, 0, "other", 5);
	store = open_it(f);
	assert_true(store_outside_hash(store, path, &content));
	assert_true(hash_eq(content, hash_of(STR("other"))));
	assert_int_equal(store->pending.outside.len, 1);
	assert_false(store_outside_hash(store, f->top, &content));
	assert_false(store_outside_hash(store, STR("/nowhere/at/all"), &content));
	store_close(store);
	sql(f, "UPDATE outside SET content = x'00000000000000000000000000000000'");
	store = open_it(f);
	assert_true(store_outside_hash(store, path, &content));
	assert_true(hash_eq(content, hash_of(STR("other"))));
	store_close(store);
}

static void the_default_folder_is_the_users_cache(void **state)
{
	struct fixture *f = *state;
	setenv("XDG_CACHE_HOME", "/tmp/x", 1);
	setenv("HOME", "/home/y", 1);
	assert_str(store_default_folder(f->arena), "/tmp/x/lintel");
	setenv("XDG_CACHE_HOME", "relative", 1);
	assert_str(store_default_folder(f->arena), "/home/y/.cache/lintel");
	unsetenv("XDG_CACHE_HOME");
	unsetenv("HOME");
	assert_str(store_default_folder(f->arena), "");
}

#define store_claim(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		store_claim(what_was_put_is_found_again),
		store_claim(the_newest_four_variants_are_kept),
		store_claim(much_is_written_before_the_end),
		store_claim(no_store_is_fine_for_everything),
		store_claim(two_handles_may_be_open_at_once),
		store_claim(many_processes_may_write_at_once),
		store_claim(a_kill_at_any_moment_loses_nothing_that_was_there),
		store_claim(a_kill_while_it_is_made_leaves_a_beginning),
		store_claim(a_foreign_file_is_put_aside),
		store_claim(files_of_other_versions_and_with_other_tables_are_put_aside),
		store_claim(when_too_many_were_put_aside_there_is_no_store),
		store_claim(rows_that_lie_are_not_believed),
		store_claim(a_damaged_file_never_gives_a_wrong_answer),
		store_claim(a_full_disk_leaves_a_note_and_the_old_contents),
		store_claim(a_locked_file_leaves_a_note),
		store_claim(a_folder_that_cannot_be_written_is_read),
		store_claim(a_folder_that_others_may_write_is_refused),
		store_claim(a_link_in_place_of_the_file_is_not_followed),
		store_claim(a_large_file_is_pruned_of_what_is_oldest),
		store_claim(what_is_used_is_not_the_oldest),
		store_claim(files_outside_are_hashed_once),
		store_claim(the_default_folder_is_the_users_cache),
	};
	return claims_run("sources/store/store", tests);
}
