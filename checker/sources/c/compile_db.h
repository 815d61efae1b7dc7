/* SPDX-License-Identifier: MIT */
/*
 * compile_commands.json: which units there are, and with which flags.
 *
 * Flags pass through an allow list (trust.md): what is not known to be
 * harmless, or does not change what the code means, is dropped and counted.
 */
#ifndef LINTEL_SOURCES_C_COMPILE_DB_H
#define LINTEL_SOURCES_C_COMPILE_DB_H

#include "base/file.h"
#include "base/problem.h"
#include "base/vec.h"
#include "config/config.h"
#include "facts/code.h"

struct arena;

/* The problem of an entry whose file is not there. */
#define COMPILE_ABSENT "there is no such file"

struct compile_entry {
	/* Relative to the root; absolute when outside (then it is skipped, and `problem` says so).
	 */
	struct str path;
	/* Absolute, without links where it exists. */
	struct str directory;
	/* Flags for libclang, without program and source file. */
	struct str *flags;
	size_t flag_count;
	/* The same without the root's own path: what the store's key is made of. */
	struct str *key_flags;
	struct str key_directory;
	/* Number of the database it came from. */
	uint32_t configuration;
	/* Number in compile_db.searches: entries with the same search paths share one. */
	uint32_t search;
	/* Not empty: it cannot be parsed, and why. */
	struct str problem;
	/* The problem is that there is no such file. */
	bool is_absent;
	/* C++, assembler and the like: counted, never an error (`problem` says what it is). */
	bool is_other_language;
	/* Where the entry stands in its database. */
	struct place place;
};

/* See sources/text/text.h, which has the same shape; the engine hands it over. */
struct compile_search {
	VEC(struct str) quote;
	VEC(struct str) angled;
	VEC(struct str) forced;
};

/* A flag that was not passed on, and how often. */
struct compile_drop {
	struct str flag;
	size_t count;
};

struct compile_db {
	/* As configured, relative to the root or as given on the command line. */
	VEC(struct str) paths;
	/* Sorted by path, configuration, flags; equal ones once. */
	VEC(struct compile_entry) entries;
	VEC(struct compile_search) searches;
	/* Sorted by flag. */
	VEC(struct compile_drop) drops;
};

/*
 * Reads one database, adding to `db`.  `path` is relative to the root when
 * `is_inside`, else anywhere (from the command line).  What is not a
 * compile database goes to `problems`; an entry that cannot be used stays, with
 * its problem.
 */
NODISCARD bool compile_db_read(struct compile_db *db, struct arena *arena, const struct root *root,
		struct str path, bool is_inside, const struct records *compilers,
		struct problems *problems);

/* Sorts; call once after the last compile_db_read(). */
void compile_db_finish(struct compile_db *db, struct arena *arena);

#endif
