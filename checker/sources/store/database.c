/* SPDX-License-Identifier: MIT */
/*
 * The file itself: where it lies, whether it may be trusted so far as to be
 * opened, and what happens to one that is not as it should be.
 *
 * Opening, making and putting aside happen under a lock on `folder`/facts.lock,
 * so that of two processes that find a damaged file only one moves it, and
 * nobody opens it half-way.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "sources/store/handle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MILLISECONDS 5000
/* So many files that were put aside may lie about; then somebody must look. */
#define ASIDE_MAX 9

/* Compared with what a file holds, letter by letter: no trigger, no view gets in. */
static const char *const schema[] = {
	"CREATE TABLE blocks(hash BLOB PRIMARY KEY, bytes BLOB NOT NULL)",
	("CREATE TABLE kept(key BLOB NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL,"
	 " used INTEGER NOT NULL, digest BLOB NOT NULL, bytes BLOB NOT NULL,"
	 " PRIMARY KEY(key, part))"),
	("CREATE TABLE outside(path BLOB PRIMARY KEY, size INTEGER NOT NULL,"
	 " mtime INTEGER NOT NULL, inode INTEGER NOT NULL, content BLOB NOT NULL,"
	 " digest BLOB NOT NULL)"),
	"CREATE TABLE runs(number INTEGER NOT NULL)",
	("CREATE TABLE variants(id INTEGER PRIMARY KEY, key BLOB NOT NULL, used INTEGER NOT NULL,"
	 " digest BLOB NOT NULL, packed BLOB NOT NULL)"),
	"CREATE INDEX variants_by_key ON variants(key)",
};

/* Folders above may be made as usual; the last one is the user's alone. */
static bool folder_create(struct str folder, struct err *err)
{
	struct str above = path_folder(folder);
	if (!folder_make(above, err)) {
		return false;
	}
	return mkdir(folder.p, 0700) == 0 || errno == EEXIST
	       || err_set(err, "cannot make folder '" STR_FMT "': %s", STR_ARG(folder),
			       err_errno(errno));
}

bool store_folder_check(struct store *store)
{
	struct err err;
	struct stat st;
	store->folder = path_clean(store->own, store->folder);
	if (!folder_create(store->folder, &err)) {
		store_note_set(store, "no store: %s", err.text);
		return false;
	}
	/* SQLite refuses links on the way if told so; those of the user's folder are fine. */
	char *real = realpath(store->folder.p, NULL);
	if (!real || stat(real, &st) != 0) {
		store_note_set(store, "no store: cannot open folder '" STR_FMT "': %s",
				STR_ARG(store->folder), err_errno(errno));
		free(real);
		return false;
	}
	store->folder = str_dup(store->own, str_of(real));
	free(real);
	if ((st.st_mode & S_IWOTH) || (st.st_uid != geteuid() && st.st_uid != 0)) {
		store_note_set(store, "no store: others may write to folder '" STR_FMT "'",
				STR_ARG(store->folder));
		return false;
	}
	store->path = str_fmt(store->own, STR_FMT "/facts.db", STR_ARG(store->folder));
	return true;
}

/* Takes the lock; -1 in a folder that cannot be written, where there is nothing to guard. */
static int lock_take(const struct store *store)
{
	struct str name = str_fmt(store->own, STR_FMT "/facts.lock", STR_ARG(store->folder));
	int fd = open(name.p, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0) {
		while (flock(fd, LOCK_EX) != 0 && errno == EINTR) {
		}
	}
	return fd;
}

static void lock_release(int fd)
{
	if (fd >= 0) {
		close(fd);
	}
}

static void database_close(struct store *store)
{
	sqlite3_finalize(store->find);
	sqlite3_finalize(store->block);
	sqlite3_finalize(store->outside);
	sqlite3_close_v2(store->db);
	store->find = NULL;
	store->block = NULL;
	store->outside = NULL;
	store->db = NULL;
}

/* A number that a PRAGMA answers; false if it cannot be asked. */
static bool pragma_number(struct store *store, const char *sql, int64_t *number)
{
	sqlite3_stmt *statement = store_prepare(store, sql);
	if (!statement) {
		return false;
	}
	int code = sqlite3_step(statement);
	*number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_finalize(statement);
	return store_accept(store, code);
}

/* The file's name as SQLite takes it with parameters behind it. */
static struct str uri_of(const struct store *store, const char *parameters)
{
	struct buf uri;
	buf_init(&uri);
	buf_add_cstr(&uri, "file:");
	for (size_t i = 0; i < store->path.len; i++) {
		char c = store->path.p[i];
		if (c == '?' || c == '#' || c == '%') {
			buf_fmt(&uri, "%%%02x", (unsigned)c);
		} else {
			buf_add_char(&uri, c);
		}
	}
	buf_add_cstr(&uri, parameters);
	struct str text = str_dup(store->own, buf_str(&uri));
	buf_finish(&uri);
	return text;
}

/*
 * Opens the file as it is; what it holds is foreign until it was checked.  In
 * a folder that cannot be written SQLite finds no place for its locks and must
 * be told that nobody changes the file; if somebody does, hashes tell.
 */
static bool database_open(struct store *store, int flags)
{
	bool is_fixed = access(store->folder.p, W_OK) != 0;
	struct str name = uri_of(store, is_fixed ? "?immutable=1" : "");
	int code = sqlite3_open_v2(name.p, &store->db,
			(is_fixed ? SQLITE_OPEN_READONLY : flags) | SQLITE_OPEN_NOMUTEX
					| SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_URI,
			NULL);
	if (!store_accept(store, code)) {
		return false;
	}
	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
	sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, STORE_VALUE_MAX);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return store_run(store, "PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0;"
				" PRAGMA temp_store = MEMORY");
}

static bool schema_create(struct store *store)
{
	struct buf sql;
	buf_init(&sql);
	buf_add_cstr(&sql, "BEGIN IMMEDIATE;");
	for (size_t i = 0; i < COUNT_OF(schema); i++) {
		buf_fmt(&sql, "%s;", schema[i]);
	}
	buf_fmt(&sql,
			"INSERT INTO runs VALUES(0); PRAGMA application_id = %d;"
			" PRAGMA user_version = %d; COMMIT",
			STORE_APPLICATION, STORE_VERSION);
	bool ok = store_run(store, sql.p);
	buf_finish(&sql);
	return ok;
}

/* Whether the file holds exactly the tables that this program makes. */
static bool schema_is_ours(struct store *store)
{
	sqlite3_stmt *statement = store_prepare(
			store, "SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name");
	size_t count = 0;
	bool same = statement != NULL;
	int code = SQLITE_DONE;
	while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		struct str sql = column_str(statement, 0);
		same = same && count < COUNT_OF(schema) && str_eq(sql, str_of(schema[count]));
		count++;
	}
	sqlite3_finalize(statement);
	return store_accept(store, code) && same && count == COUNT_OF(schema);
}

static bool database_is_ours(struct store *store)
{
	int64_t application;
	int64_t version;
	return pragma_number(store, "PRAGMA application_id", &application)
	       && pragma_number(store, "PRAGMA user_version", &version)
	       && application == STORE_APPLICATION && version == STORE_VERSION
	       && schema_is_ours(store);
}

static bool statements_prepare(struct store *store)
{
	store->find = store_prepare(store,
			"SELECT id, used, digest, packed FROM variants WHERE key = ? ORDER BY id DESC"
			" LIMIT 16");
	store->block = store_prepare(store, "SELECT bytes FROM blocks WHERE hash = ?");
	store->outside = store_prepare(store,
			"SELECT size, mtime, inode, content, digest FROM outside WHERE path = ?");
	return store->find && store->block && store->outside
	       && pragma_number(store, "SELECT max(number) FROM runs", &store->run);
}

enum attempt {
	ATTEMPT_OK,
	/* There is a file, but not one of ours. */
	ATTEMPT_FOREIGN,
	/* It cannot be used at all; there is a note. */
	ATTEMPT_FAILED,
};

/* Nothing in it yet: new, or its maker was killed. */
static bool database_is_blank(struct store *store)
{
	int64_t tables;
	int64_t application;
	int64_t version;
	return pragma_number(store, "SELECT count(*) FROM sqlite_schema", &tables)
	       && pragma_number(store, "PRAGMA application_id", &application)
	       && pragma_number(store, "PRAGMA user_version", &version) && tables == 0
	       && application == 0 && version == 0;
}

/* Pages that pruning frees are given back: to be said before there is any table. */
static bool database_fill(struct store *store)
{
	return store_run(store, "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL")
	       && schema_create(store);
}

/* Opens the file, or makes it where there is none. */
static enum attempt attempt(struct store *store)
{
	bool ok = database_open(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	if (ok && database_is_blank(store)) {
		ok = database_fill(store);
	}
	ok = ok && database_is_ours(store) && statements_prepare(store);
	if (!ok) {
		database_close(store);
		bool is_unusable = store->is_closed_for_writing && !store->is_damaged;
		return is_unusable ? ATTEMPT_FAILED : ATTEMPT_FOREIGN;
	}
	if (sqlite3_db_readonly(store->db, "main") == 1) {
		store->is_closed_for_writing = true;
		store_note_set(store,
				"store '" STR_FMT
				"' cannot be written: what is new is not remembered",
				STR_ARG(store->path));
	} else {
		store_run(store, "PRAGMA synchronous = NORMAL");
	}
	return ATTEMPT_OK;
}

/* Moves the file and what belongs to it to a name that is free; the lock is held. */
static bool move_aside(struct store *store)
{
	static const char *const parts[] = { "", "-wal", "-shm", "-journal" };
	struct stat st;
	for (int number = 1; number <= ASIDE_MAX; number++) {
		struct str to = str_fmt(
				store->own, STR_FMT ".damaged-%d", STR_ARG(store->path), number);
		if (lstat(to.p, &st) == 0) {
			continue;
		}
		for (size_t i = 0; i < COUNT_OF(parts); i++) {
			struct str from = str_fmt(
					store->own, STR_FMT "%s", STR_ARG(store->path), parts[i]);
			struct str end = str_fmt(store->own, STR_FMT "%s", STR_ARG(to), parts[i]);
			if (rename(from.p, end.p) != 0 && i == 0) {
				store_note_set(store,
						"no store: cannot put '" STR_FMT "' aside: %s",
						STR_ARG(store->path), err_errno(errno));
				return false;
			}
		}
		store_note_set(store,
				"store '" STR_FMT
				"' is damaged or not of this version: put aside as '" STR_FMT "'",
				STR_ARG(store->path), STR_ARG(path_name(to)));
		return true;
	}
	store_note_set(store,
			"no store: '" STR_FMT
			"' is damaged, and %d such files were put aside already",
			STR_ARG(store->path), ASIDE_MAX);
	return false;
}

bool store_file_open(struct store *store)
{
	int lock = lock_take(store);
	enum attempt result = attempt(store);
	if (result == ATTEMPT_FOREIGN && move_aside(store)) {
		store->is_damaged = false;
		store->is_closed_for_writing = false;
		result = attempt(store);
	}
	lock_release(lock);
	if (result != ATTEMPT_OK && store->note.len == 0) {
		store_note_set(store, "no store: cannot open '" STR_FMT "'", STR_ARG(store->path));
	}
	return result == ATTEMPT_OK;
}

/* Another process may have put it aside already: then there is a sound one by now. */
static bool is_still_damaged(struct store *store)
{
	sqlite3_stmt *statement = NULL;
	store->is_damaged = false;
	store->is_closed_for_writing = false;
	bool sound = database_open(store, SQLITE_OPEN_READWRITE) && database_is_ours(store)
		     && (statement = store_prepare(store, "PRAGMA quick_check(1)")) != NULL
		     && sqlite3_step(statement) == SQLITE_ROW
		     && str_eq(column_str(statement, 0), STR("ok"));
	sqlite3_finalize(statement);
	database_close(store);
	return !sound && (store->is_damaged || !store->is_closed_for_writing);
}

void store_file_put_aside(struct store *store)
{
	database_close(store);
	int lock = lock_take(store);
	if (is_still_damaged(store)) {
		move_aside(store);
	}
	lock_release(lock);
}
