/* SPDX-License-Identifier: MIT */
/*
 * Keeps the file from growing without end: the variants that no run used for
 * longest go, then the blocks that no variant needs, and what is kept under keys
 * if it was not used for longer than any variant that is left.
 */
#include "base/arena.h"
#include "sources/store/handle.h"

static bool number_ask(struct store *store, const char *sql, int64_t *number)
{
	sqlite3_stmt *statement = store_prepare(store, sql);
	int code = statement ? sqlite3_step(statement) : SQLITE_ERROR;
	*number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_finalize(statement);
	return statement && store_accept(store, code);
}

static bool size_ask(struct store *store, int64_t *size)
{
	int64_t pages;
	int64_t unused;
	int64_t page;
	bool ok = number_ask(store, "PRAGMA page_count", &pages)
		  && number_ask(store, "PRAGMA freelist_count", &unused)
		  && number_ask(store, "PRAGMA page_size", &page);
	*size = ok ? (pages - unused) * page : 0;
	return ok;
}

/* Notes the blocks of one variant; one that cannot be read needs none. */
static bool blocks_keep(struct store *store, sqlite3_stmt *keep, struct str packed)
{
	struct arena *arena = arena_create();
	struct store_variant variant;
	bool ok = true;
	if (variant_unpack(&variant, arena, packed)) {
		vec_each (const struct hash, block, &variant.blocks) {
			bind_hash(keep, 1, block);
			ok = ok && store_step(store, keep);
		}
	}
	arena_destroy(arena);
	return ok;
}

static bool blocks_sweep(struct store *store)
{
	if (!store_run(store, "CREATE TEMP TABLE IF NOT EXISTS needed(hash BLOB PRIMARY KEY)"
			      " WITHOUT ROWID; DELETE FROM temp.needed")) {
		return false;
	}
	sqlite3_stmt *all = store_prepare(store, "SELECT packed FROM variants");
	sqlite3_stmt *keep = store_prepare(store, "INSERT OR IGNORE INTO temp.needed VALUES(?)");
	bool ok = all && keep;
	int code = SQLITE_DONE;
	while (ok && (code = sqlite3_step(all)) == SQLITE_ROW) {
		ok = blocks_keep(store, keep, column_str(all, 0));
	}
	sqlite3_finalize(all);
	sqlite3_finalize(keep);
	return ok && store_accept(store, code)
	       && store_run(store, "DELETE FROM blocks WHERE hash NOT IN temp.needed;"
				   " DELETE FROM temp.needed");
}

bool store_prune(struct store *store)
{
	int64_t size;
	if (!size_ask(store, &size)) {
		return false;
	}
	int64_t wanted = size > store->size_max ? store->size_max / 4 * 3 : size;
	/* A quarter each time: soon there is nothing left. */
	for (int turn = 0; size > wanted && turn < 20; turn++) {
		bool ok = store_run(store,
					  "DELETE FROM variants WHERE id IN (SELECT id FROM variants"
					  " ORDER BY used, id LIMIT (SELECT count(*) / 4 + 1"
					  " FROM variants)); DELETE FROM kept WHERE key IN (SELECT"
					  " key FROM kept GROUP BY key HAVING max(used) < (SELECT"
					  " coalesce(min(used), 9223372036854775807) FROM"
					  " variants)); DELETE FROM outside")
			  && blocks_sweep(store) && size_ask(store, &size);
		if (!ok) {
			return false;
		}
		store->is_pruned = true;
	}
	return true;
}
