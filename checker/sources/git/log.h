/* SPDX-License-Identifier: MIT */
/*
 * What a log of commits is to the files of this room.
 *
 * Commits have numbers in the order in which they were met, and everything that
 * is said of one follows from its id alone.
 */
#ifndef LINTEL_SOURCES_GIT_LOG_H
#define LINTEL_SOURCES_GIT_LOG_H

#include "base/map.h"
#include "base/vec.h"
#include "sources/git/history.h"
#include "sources/git/opened.h"

struct log_change {
	/* Numbers in log.paths; `from` is NONE unless it was renamed. */
	uint32_t path;
	uint32_t from;
	enum history_change_kind kind;
};

struct log_commit {
	uint8_t id[HISTORY_ID_SIZE];
	/* Number in log.people. */
	uint32_t person;
	/* Seconds since 1970. */
	int64_t at;
	int64_t written;
	uint32_t first_parent;
	uint32_t parent_count;
	uint32_t first_change;
	uint32_t change_count;
	/* Numbers in log.mentions, or NONE. */
	uint32_t reverts;
	uint32_t picked;
};

struct history_log {
	struct arena *arena;
	VEC(struct log_commit) commits;
	/* Numbers of commits. */
	VEC(uint32_t) parents;
	VEC(struct log_change) changes;
	/* From the top of the repository, in the order in which they were met. */
	struct map *paths;
	/* "Ann Example <ann@example.com>", as written. */
	struct map *people;
	/* Ids of commits that messages name. */
	VEC(struct history_id) mentions;
	/* Numbers of commits by id, in an open table; NONE in empty slots. */
	uint32_t *slots;
	size_t slot_count;
};

RETURNS_NONNULL struct history_log *log_create(struct arena *arena);

/* The number of a commit, or NONE. */
uint32_t log_find(const struct history_log *log, const uint8_t id[HISTORY_ID_SIZE]);

/* The number of a commit, which is added, with nothing but its id, if it is new. */
uint32_t log_add(struct history_log *log, const uint8_t id[HISTORY_ID_SIZE], bool *is_new);

/* How much there is of everything: what log_cut() goes back to. */
struct log_size {
	size_t commits;
	size_t parents;
	size_t changes;
	size_t mentions;
};

struct log_size log_size(const struct history_log *log);
void log_cut(struct history_log *log, const struct log_size *size);

/* ---- commit_text.c ---- */

/* What the text of a commit says; borrowed from it. */
struct commit_text {
	git_oid tree;
	/* "parent <40 digits>\n" again and again. */
	struct str parents;
	size_t parent_count;
	/* "Ann Example <ann@example.com>" */
	struct str person;
	int64_t at;
	int64_t written;
	bool has_reverts;
	bool has_picked;
	struct history_id reverts;
	struct history_id picked;
};

/* False if it is not the text of a commit. */
NODISCARD bool commit_text_read(struct commit_text *commit, struct str text);
/* Reads a commit; `text` is borrowed from the object, which the caller frees. */
NODISCARD bool commit_text_get(git_odb *odb, const git_oid *id, git_odb_object **object,
		struct commit_text *text, struct err *err);
/* The id of parent number `i`. */
void commit_text_parent(const struct commit_text *commit, size_t i, git_oid *id);

/* ---- tree_changes.c ---- */

/* A file that differs between two trees. */
struct tree_change {
	/* Its path: `texts` of the reader from there on. */
	size_t path;
	uint32_t path_len;
	/* CHANGE_RENAMED: the number of the deletion that it swallowed; that is left out then. */
	uint32_t from;
	enum history_change_kind kind;
	bool is_left_out;
	/* Of the file, and of what it was before it was modified. */
	unsigned mode;
	unsigned from_mode;
	git_oid id;
	git_oid from_id;
};

struct tree_reader;

/*
 * Reads on a handle of its own; NULL with an error.  One thread at a time may use
 * it.  `subject` is what changes too much, in errors: "a commit".
 */
struct tree_reader *tree_reader_create(const struct repository *repository,
		const struct history_limits *limits, struct str subject, struct err *err);
void tree_reader_free(struct tree_reader *reader);

/* The tree of a commit. */
NODISCARD bool tree_reader_root(
		struct tree_reader *reader, const git_oid *commit, git_oid *tree, struct err *err);

git_odb *tree_reader_odb(struct tree_reader *reader);

/* Forgets the changes found so far. */
void tree_reader_clear(struct tree_reader *reader);

/*
 * Adds the files that differ between two trees, sorted by path, and makes a rename
 * of what was deleted and added with the same contents; `from` may be NULL.
 * `*first` is the number of the first of them.
 */
NODISCARD bool tree_reader_compare(struct tree_reader *reader, const git_oid *from,
		const git_oid *to, size_t *first, struct err *err);

const struct tree_change *tree_reader_changes(const struct tree_reader *reader, size_t *count);
struct str tree_reader_path(const struct tree_reader *reader, const struct tree_change *change);

/* Puts renames in place of additions and deletions of the same contents. */
void renames_find(struct tree_change *changes, size_t count, const char *texts);

#endif
