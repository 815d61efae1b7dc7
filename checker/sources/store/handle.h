/* SPDX-License-Identifier: MIT */
/*
 * What a store is made of; for the files of this room alone.
 */
#ifndef LINTEL_SOURCES_STORE_HANDLE_H
#define LINTEL_SOURCES_STORE_HANDLE_H

#include "base/map.h"
#include "sources/store/store.h"

#include <sqlite3.h>

/* The file grows no larger; pruning leaves room for three quarters of it. */
#define STORE_SIZE_MAX ((int64_t)1024 * 1024 * 1024)
#define STORE_VARIANTS_MAX 4
/* What is put is written when it takes so many bytes in memory. */
#define STORE_PENDING_MAX ((size_t)16 * 1024 * 1024)
/* Of a row; a block or variant may take half of it. */
#define STORE_VALUE_MAX (128 * 1024 * 1024)
/* Part of every file; another number means another layout. */
#define STORE_VERSION 2
/* What is in use is marked again when so many writing runs have passed. */
#define STORE_USED_RUNS 8
#define STORE_APPLICATION 0x4c4e544c

struct pending_variant {
	struct hash key;
	/* A packed variant, and a hash of it and its key. */
	struct str packed;
	struct hash digest;
};

struct pending_block {
	struct hash hash;
	struct str bytes;
};

struct pending_kept {
	struct hash key;
	struct str bytes;
};

struct outside_file {
	struct file_stamp stamp;
	struct hash content;
};

struct pending_outside {
	struct str path;
	struct outside_file file;
};

struct pending {
	struct arena *arena;
	VEC(struct pending_variant) variants;
	VEC(struct pending_block) blocks;
	VEC(struct pending_outside) outside;
	VEC(struct pending_kept) kept;
	/* Variants, and keys of what is kept, that were found and not used for long. */
	VEC(int64_t) used;
	VEC(struct hash) kept_used;
	/* What did not match its hash. */
	VEC(int64_t) bad_variants;
	VEC(struct hash) bad_blocks;
	size_t bytes;
};

struct store {
	/* The caller's: for the note alone. */
	struct arena *arena;
	struct arena *own;
	struct str folder;
	/* folder/facts.db */
	struct str path;
	sqlite3 *db;
	sqlite3_stmt *find;
	sqlite3_stmt *block;
	sqlite3_stmt *outside;
	/* Grows with each run that writes: the only clock. */
	int64_t run;
	/* When what store_kept_find() found last was used before. */
	int64_t kept_used;
	int64_t size_max;
	struct pending pending;
	/* Hashes of blocks that are pending or in the file. */
	struct map *known_blocks;
	/* Paths outside the tree to outside_file, as of this run. */
	struct map *known_outside;
	struct str note;
	/* Pruning left free pages. */
	bool is_pruned;
	/* It may be read only: nothing is put. */
	bool is_closed_for_writing;
	/* Its file is damaged: it is put aside when it is closed. */
	bool is_damaged;
};

/* Notes what went wrong; the first note stays. */
void store_note_set(struct store *store, const char *fmt, ...) PRINTF_LIKE(2, 3);

/*
 * Judges what SQLite answered: true if all is well.  Damage closes the
 * store, anything else ends its writing.
 */
bool store_accept(struct store *store, int code);

/* A statement, or NULL with the store closed in the way of store_accept(). */
sqlite3_stmt *store_prepare(struct store *store, const char *sql);
bool store_run(struct store *store, const char *sql);
/* Runs a statement that answers no rows, and readies it for the next time. */
bool store_step(struct store *store, sqlite3_stmt *statement);

void bind_hash(sqlite3_stmt *statement, int number, const struct hash *hash);
void bind_str(sqlite3_stmt *statement, int number, struct str bytes);
struct str column_str(sqlite3_stmt *statement, int number);
/* False if there is something else. */
bool column_hash(sqlite3_stmt *statement, int number, struct hash *hash);

/* What guards a variant against damage and against lying under another's key. */
struct hash variant_digest(struct hash key, struct str packed);
struct hash outside_digest(struct str path, const struct outside_file *file);

void variant_pack(const struct store_variant *variant, struct buf *out);
/* Texts borrow from `bytes`; false if it is not a whole, sound variant. */
NODISCARD bool variant_unpack(struct store_variant *variant, struct arena *arena, struct str bytes);

/* Makes sure that the folder is there and nobody else's; false with a note. */
NODISCARD bool store_folder_check(struct store *store);
/* Opens the file, which is made, or put aside and made again, if need be. */
NODISCARD bool store_file_open(struct store *store);
/* Puts the file aside if it is still damaged. */
void store_file_put_aside(struct store *store);

void pending_init(struct pending *pending);
/* Writes all that is pending, in one transaction, and forgets it. */
void pending_write(struct store *store);

/* What is kept under keys, for pending_write(): its parts, without those that are too many. */
bool kept_write(struct store *store, sqlite3_stmt *statement);
bool kept_cut(struct store *store, sqlite3_stmt *statement);
bool kept_used_write(struct store *store, sqlite3_stmt *statement);

/* Deletes what was not used for longest, until the file is small enough. */
bool store_prune(struct store *store);

#endif
