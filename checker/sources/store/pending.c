/* SPDX-License-Identifier: MIT */
/*
 * What is new, on its way into the file: collected in memory, written in one
 * transaction, so that a kill leaves all of it or nothing.
 */
#include "base/arena.h"
#include "sources/store/handle.h"

void pending_init(struct pending *pending)
{
	*pending = (struct pending){ .arena = arena_create() };
}

static void pending_clear(struct pending *pending)
{
	struct arena *arena = pending->arena;
	arena_reset(arena);
	*pending = (struct pending){ .arena = arena };
}

static bool pending_is_empty(const struct pending *pending)
{
	return pending->variants.len + pending->blocks.len + pending->outside.len
			       + pending->bad_variants.len + pending->bad_blocks.len
			       + pending->kept.len
	       == 0;
}

/* Calls `write` with a statement of this text; nothing to do is done well. */
static bool with_statement(struct store *store, const char *sql, size_t count,
		bool (*write)(struct store *store, sqlite3_stmt *statement))
{
	if (count == 0) {
		return true;
	}
	sqlite3_stmt *statement = store_prepare(store, sql);
	bool ok = statement && write(store, statement);
	sqlite3_finalize(statement);
	return ok;
}

static bool bad_variants_write(struct store *store, sqlite3_stmt *statement)
{
	vec_each (const int64_t, id, &store->pending.bad_variants) {
		sqlite3_bind_int64(statement, 1, *id);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}

static bool bad_blocks_write(struct store *store, sqlite3_stmt *statement)
{
	vec_each (const struct hash, hash, &store->pending.bad_blocks) {
		bind_hash(statement, 1, hash);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}

static bool used_write(struct store *store, sqlite3_stmt *statement)
{
	sqlite3_bind_int64(statement, 1, store->run);
	vec_each (const int64_t, id, &store->pending.used) {
		sqlite3_bind_int64(statement, 2, *id);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}

static bool blocks_write(struct store *store, sqlite3_stmt *statement)
{
	vec_each (const struct pending_block, block, &store->pending.blocks) {
		bind_hash(statement, 1, &block->hash);
		bind_str(statement, 2, block->bytes);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}

static bool outside_write(struct store *store, sqlite3_stmt *statement)
{
	vec_each (const struct pending_outside, outside, &store->pending.outside) {
		const struct outside_file *file = &outside->file;
		struct hash digest = outside_digest(outside->path, file);
		bind_str(statement, 1, outside->path);
		sqlite3_bind_int64(statement, 2, (int64_t)file->stamp.size);
		sqlite3_bind_int64(statement, 3, file->stamp.mtime_ns);
		sqlite3_bind_int64(statement, 4, (int64_t)file->stamp.inode);
		bind_hash(statement, 5, &file->content);
		bind_hash(statement, 6, &digest);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}

/* A variant that is there already becomes the newest. */
static bool variants_forget(struct store *store, sqlite3_stmt *statement)
{
	vec_each (const struct pending_variant, variant, &store->pending.variants) {
		bind_hash(statement, 1, &variant->key);
		bind_hash(statement, 2, &variant->digest);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}

static bool variants_write(struct store *store, sqlite3_stmt *statement)
{
	vec_each (const struct pending_variant, variant, &store->pending.variants) {
		bind_hash(statement, 1, &variant->key);
		sqlite3_bind_int64(statement, 2, store->run);
		bind_hash(statement, 3, &variant->digest);
		bind_str(statement, 4, variant->packed);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}

/* Leaves the newest few of each key that was put. */
static bool variants_limit(struct store *store, sqlite3_stmt *statement)
{
	vec_each (const struct pending_variant, variant, &store->pending.variants) {
		bind_hash(statement, 1, &variant->key);
		sqlite3_bind_int(statement, 2, STORE_VARIANTS_MAX);
		if (!store_step(store, statement)) {
			return false;
		}
	}
	return true;
}

static bool all_write(struct store *store)
{
	const struct pending *pending = &store->pending;
	return store_run(store, "UPDATE runs SET number = number + 1")
	       && with_statement(store, "DELETE FROM variants WHERE id = ?",
			       pending->bad_variants.len, bad_variants_write)
	       && with_statement(store, "DELETE FROM blocks WHERE hash = ?",
			       pending->bad_blocks.len, bad_blocks_write)
	       && with_statement(store, "UPDATE variants SET used = ? WHERE id = ?",
			       pending->used.len, used_write)
	       && with_statement(store, "INSERT OR IGNORE INTO blocks VALUES(?, ?)",
			       pending->blocks.len, blocks_write)
	       && with_statement(store, "INSERT OR REPLACE INTO outside VALUES(?, ?, ?, ?, ?, ?)",
			       pending->outside.len, outside_write)
	       && with_statement(store, "DELETE FROM variants WHERE key = ? AND digest = ?",
			       pending->variants.len, variants_forget)
	       && with_statement(store,
			       "INSERT INTO variants(key, used, digest, packed) VALUES(?, ?, ?, ?)",
			       pending->variants.len, variants_write)
	       && with_statement(store,
			       "DELETE FROM variants WHERE key = ?1 AND id NOT IN (SELECT id FROM"
			       " variants WHERE key = ?1 ORDER BY id DESC LIMIT ?2)",
			       pending->variants.len, variants_limit)
	       && with_statement(store, "DELETE FROM kept WHERE key = ? AND part >= ?",
			       pending->kept.len, kept_cut)
	       && with_statement(store,
			       "INSERT INTO kept(key, part, parts, used, digest, bytes)"
			       " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(key, part) DO UPDATE"
			       " SET parts = ?3, used = ?4, digest = ?5, bytes = ?6"
			       " WHERE digest <> ?5",
			       pending->kept.len, kept_write)
	       && with_statement(store, "UPDATE kept SET used = ? WHERE key = ?",
			       pending->kept_used.len, kept_used_write)
	       && store_prune(store);
}

void pending_write(struct store *store)
{
	bool may_write = store->db && !store->is_closed_for_writing && !store->is_damaged;
	if (may_write && !pending_is_empty(&store->pending)
			&& store_run(store, "BEGIN IMMEDIATE")) {
		store->run++;
		if (!all_write(store) || !store_run(store, "COMMIT")) {
			/* May fail because SQLite did it already. */
			sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
		} else if (store->is_pruned) {
			store->is_pruned = false;
			store_run(store, "PRAGMA incremental_vacuum");
		}
	}
	pending_clear(&store->pending);
}
