/* SPDX-License-Identifier: MIT */
/*
 * A store in a folder of its own for one test, with facts whose every part
 * follows from two numbers, so that nothing wrong can be found unseen.
 */
#ifndef LINTEL_UNIT_SOURCES_STORE_FIXTURE_H
#define LINTEL_UNIT_SOURCES_STORE_FIXTURE_H

#include "base/err.h"
#include "sources/store/handle.h"

#include "unit/unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
	struct arena *arena;
	struct str top;
	struct str folder;
	struct str note;
};

static inline int setup(void **state)
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

static inline int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline int teardown(void **state)
{
	struct fixture *f = *state;
	nftw(f->top.p, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_destroy(f->arena);
	return 0;
}

static inline struct hash key_of(unsigned number)
{
	return hash_of((struct str){ (const char *)&number, sizeof(number) });
}

/* Block `k` of anything: its bytes tell what they are. */
static inline struct str block_of(struct arena *arena, unsigned k)
{
	return str_fmt(arena, "block %u %0*u", k, (int)(k % 50) * 40 + 1, k);
}

/* Variant `version` of key `key`: everything in it follows from the two. */
static inline void put(struct store *store, struct arena *arena, unsigned key, unsigned version)
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
static inline const char *found(struct store *store, struct arena *arena, unsigned key)
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

static inline struct store *open_it(struct fixture *f)
{
	struct store *store = store_open(f->arena, f->folder, &f->note);
	assert_non_null(store);
	return store;
}

static inline struct str file_at(struct fixture *f, const char *name)
{
	return str_fmt(f->arena, STR_FMT "/%s", STR_ARG(f->folder), name);
}

static inline bool exists(struct fixture *f, const char *name)
{
	struct stat st;
	return lstat(file_at(f, name).p, &st) == 0;
}

static inline void file_write_at(struct str path, size_t at, const char *bytes, size_t len)
{
	int fd = open(path.p, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, (off_t)at), len);
	close(fd);
}

static inline void sql(struct fixture *f, const char *text)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(file_at(f, "facts.db").p, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

#define store_claim(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif
