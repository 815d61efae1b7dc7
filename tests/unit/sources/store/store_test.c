/* SPDX-License-Identifier: MIT */
#include "unit/sources/store/fixture.h"

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

static void bytes_are_kept_under_a_key(void **state)
{
	struct fixture *f = *state;
	struct store *store = open_it(f);
	struct str bytes;
	char *many = arena_alloc(f->arena, (size_t)5 << 19);
	memset(many, 'x', (size_t)5 << 19);
	assert_false(store_kept_find(store, key_of(1), f->arena, &bytes));
	assert_false(store_kept_find(NULL, key_of(1), f->arena, &bytes));
	store_kept_put(store, key_of(1), (struct str){ many, (size_t)5 << 19 });
	store_kept_put(store, key_of(2), STR("two"));
	store_close(store);
	store = open_it(f);
	assert_true(store_kept_find(store, key_of(1), f->arena, &bytes));
	assert_int_equal(bytes.len, (size_t)5 << 19);
	assert_memory_equal(bytes.p, many, bytes.len);
	assert_true(store_kept_find(store, key_of(2), f->arena, &bytes));
	assert_str(bytes, "two");
	/* What is put again is all there is: of three parts one is left. */
	store_kept_put(store, key_of(1), STR("one"));
	store_flush(store);
	assert_true(store_kept_find(store, key_of(1), f->arena, &bytes));
	assert_str(bytes, "one");
	assert_str(store_note(store), "");
	store_close(store);
}

static void bytes_that_are_not_as_they_were_put_are_not_found(void **state)
{
	static const char *const lies[] = {
		"UPDATE kept SET bytes = x'6f6e'",
		"UPDATE kept SET parts = 2",
		"UPDATE kept SET key = x'00'",
		"UPDATE kept SET parts = -1",
		"INSERT INTO kept SELECT key, 1, parts, used, digest, bytes FROM kept",
	};
	struct fixture *f = *state;
	struct str bytes;
	for (size_t i = 0; i < COUNT_OF(lies); i++) {
		struct store *store = open_it(f);
		store_kept_put(store, key_of(1), STR("one"));
		store_flush(store);
		assert_true(store_kept_find(store, key_of(1), f->arena, &bytes));
		assert_int_equal(sqlite3_exec(store->db, lies[i], NULL, NULL, NULL), SQLITE_OK);
		assert_false(store_kept_find(store, key_of(1), f->arena, &bytes));
		assert_int_equal(sqlite3_exec(store->db, "DELETE FROM kept", NULL, NULL, NULL),
				SQLITE_OK);
		store_close(store);
	}
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		store_claim(what_was_put_is_found_again),
		store_claim(the_newest_four_variants_are_kept),
		store_claim(much_is_written_before_the_end),
		store_claim(no_store_is_fine_for_everything),
		store_claim(two_handles_may_be_open_at_once),
		store_claim(a_full_disk_leaves_a_note_and_the_old_contents),
		store_claim(a_locked_file_leaves_a_note),
		store_claim(a_folder_that_cannot_be_written_is_read),
		store_claim(a_folder_that_others_may_write_is_refused),
		store_claim(a_large_file_is_pruned_of_what_is_oldest),
		store_claim(what_is_used_is_not_the_oldest),
		store_claim(bytes_are_kept_under_a_key),
		store_claim(bytes_that_are_not_as_they_were_put_are_not_found),
		store_claim(files_outside_are_hashed_once),
		store_claim(the_default_folder_is_the_users_cache),
	};
	return claims_run("sources/store/store", tests);
}
