/* SPDX-License-Identifier: MIT */
/*
 * Bytes under a key, in parts: so that one row is never too long, and what did
 * not change is not written again.  Each part says which of how many it is, so
 * that parts of two writers do not become one text.
 */
#include "base/arena.h"
#include "base/pack.h"
#include "sources/store/handle.h"

/* Together they are the bytes of a key; more than so many are not kept. */
#define PART_SIZE ((size_t)1 << 20)
#define PARTS_MOST 1024

static struct hash part_digest(struct hash key, size_t part, size_t count, struct str bytes)
{
	struct buf numbers;
	buf_init(&numbers);
	pack_num(&numbers, part);
	pack_num(&numbers, count);
	const struct str parts[] = { { (const char *)&key, sizeof(key) }, buf_str(&numbers),
		bytes };
	struct hash digest = hash_parts(parts, COUNT_OF(parts));
	buf_finish(&numbers);
	return digest;
}

/* The next part; false if it is not the one that must follow. */
static bool part_take(struct store *store, sqlite3_stmt *statement, struct hash key, size_t *part,
		size_t *count, struct buf *bytes)
{
	struct hash digest;
	struct str found = column_str(statement, 2);
	int64_t written = sqlite3_column_int64(statement, 0);

	if (*part == 0) {
		*count = written > 0 && written <= PARTS_MOST ? (size_t)written : 0;
	}
	bool is_good = *count == (size_t)written && *part < *count
		       && column_hash(statement, 1, &digest)
		       && hash_eq(digest, part_digest(key, *part, *count, found));
	if (is_good) {
		buf_add(bytes, found);
		*part += 1;
		store->kept_used = sqlite3_column_int64(statement, 3);
	}
	return is_good;
}

bool store_kept_find(struct store *store, struct hash key, struct arena *arena, struct str *bytes)
{
	struct buf all;
	size_t part = 0;
	size_t count = 0;
	bool is_good = true;
	int code = SQLITE_DONE;

	if (!store || !store->db || store->is_damaged) {
		return false;
	}
	sqlite3_stmt *statement = store_prepare(store,
			"SELECT parts, digest, bytes, used FROM kept WHERE key = ? ORDER BY part");
	if (!statement) {
		return false;
	}
	buf_init(&all);
	bind_hash(statement, 1, &key);
	while (is_good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		is_good = part_take(store, statement, key, &part, &count, &all);
	}
	sqlite3_finalize(statement);
	is_good = store_accept(store, is_good ? code : SQLITE_DONE) && is_good && part == count
		  && count > 0;
	if (is_good) {
		*bytes = str_dup(arena, buf_str(&all));
		if (store->kept_used + STORE_USED_RUNS < store->run) {
			*vec_add(&store->pending.kept_used, store->pending.arena) = key;
		}
	}
	buf_finish(&all);
	return is_good;
}

void store_kept_put(struct store *store, struct hash key, struct str bytes)
{
	if (!store || !store->db || store->is_damaged || store->is_closed_for_writing
			|| bytes.len == 0 || bytes.len > PARTS_MOST * PART_SIZE) {
		return;
	}
	*vec_add(&store->pending.kept, store->pending.arena) = (struct pending_kept){
		.key = key,
		.bytes = str_dup(store->pending.arena, bytes),
	};
	store->pending.bytes += bytes.len;
	if (store->pending.bytes > STORE_PENDING_MAX) {
		pending_write(store);
	}
}

bool kept_write(struct store *store, sqlite3_stmt *statement)
{
	sqlite3_bind_int64(statement, 4, store->run);
	vec_each (const struct pending_kept, kept, &store->pending.kept) {
		size_t count = (kept->bytes.len + PART_SIZE - 1) / PART_SIZE;
		bind_hash(statement, 1, &kept->key);
		sqlite3_bind_int64(statement, 3, (int64_t)count);
		for (size_t part = 0; part < count; part++) {
			struct str bytes = str_slice(
					kept->bytes, part * PART_SIZE, (part + 1) * PART_SIZE);
			struct hash digest = part_digest(kept->key, part, count, bytes);
			sqlite3_bind_int64(statement, 2, (int64_t)part);
			bind_hash(statement, 5, &digest);
			bind_str(statement, 6, bytes);
			if (!store_step(store, statement)) {
				return false;
			}
		}
	}
	return true;
}

bool kept_cut(struct store *store, sqlite3_stmt *statement)
{
	vec_each (const struct pending_kept, kept, &store->pending.kept) {
		size_t count = (kept->bytes.len + PART_SIZE - 1) / PART_SIZE;
		bind_hash(statement, 1, &kept->key);
		sqlite3_bind_int64(statement, 2, (int64_t)count);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}

bool kept_used_write(struct store *store, sqlite3_stmt *statement)
{
	sqlite3_bind_int64(statement, 1, store->run);
	vec_each (const struct hash, key, &store->pending.kept_used) {
		bind_hash(statement, 2, key);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}
