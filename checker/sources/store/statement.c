/* SPDX-License-Identifier: MIT */
/*
 * SQLite, as this room speaks with it: what an answer means for the store.
 */
#include "base/arena.h"
#include "sources/store/handle.h"

void store_note_set(struct store *store, const char *fmt, ...)
{
	va_list args;
	if (store->note.len) {
		return;
	}
	va_start(args, fmt);
	store->note = str_vfmt(store->arena, fmt, args);
	va_end(args);
}

bool store_accept(struct store *store, int code)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return true;
	case SQLITE_NOMEM:
		die_oom();
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		store_note_set(store,
				"store '" STR_FMT
				"' is in use by others: what is new is not remembered",
				STR_ARG(store->path));
		break;
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		store_note_set(store,
				"cannot write store '" STR_FMT
				"': %s: what is new is not remembered",
				STR_ARG(store->path), sqlite3_errstr(code));
		break;
	default:
		/* Not a database, torn pages, missing tables, values of the wrong kind. */
		store->is_damaged = true;
		break;
	}
	store->is_closed_for_writing = true;
	return false;
}

sqlite3_stmt *store_prepare(struct store *store, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	if (!store_accept(store, sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL))) {
		return NULL;
	}
	return statement;
}

bool store_run(struct store *store, const char *sql)
{
	return store_accept(store, sqlite3_exec(store->db, sql, NULL, NULL, NULL));
}

bool store_step(struct store *store, sqlite3_stmt *statement)
{
	int code = sqlite3_step(statement);
	sqlite3_reset(statement);
	return store_accept(store, code);
}

void bind_hash(sqlite3_stmt *statement, int number, const struct hash *hash)
{
	sqlite3_bind_blob(statement, number, hash, sizeof(*hash), SQLITE_TRANSIENT);
}

void bind_str(sqlite3_stmt *statement, int number, struct str bytes)
{
	/* An empty blob, not NULL, for an empty text; what is bound outlives the step. */
	sqlite3_bind_blob64(statement, number, bytes.len ? bytes.p : "", bytes.len, SQLITE_STATIC);
}

struct str column_str(sqlite3_stmt *statement, int number)
{
	const void *p = sqlite3_column_blob(statement, number);
	int len = sqlite3_column_bytes(statement, number);
	return p && len > 0 ? (struct str){ p, (size_t)len } : STR("");
}

bool column_hash(sqlite3_stmt *statement, int number, struct hash *hash)
{
	struct str bytes = column_str(statement, number);
	if (bytes.len != sizeof(*hash)) {
		return false;
	}
	memcpy(hash, bytes.p, sizeof(*hash));
	return true;
}
