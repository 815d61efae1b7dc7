/* SPDX-License-Identifier: MIT */
/*
 * What is known about the past: commits, whom they come from and what they
 * changed, as plain data.  sources/git makes it; it is then read-only, and any
 * number of threads may read it.
 *
 * People are numbers: what is computed from history speaks of modules and
 * owners, and never of a person.  Whoever may show names asks the source.
 */
#ifndef LINTEL_FACTS_HISTORY_H
#define LINTEL_FACTS_HISTORY_H

#include "base/calendar.h"
#include "base/str.h"
#include "facts/code.h"
#include "facts/measure.h"

struct arena;

/* Bytes of a commit's name. */
#define HISTORY_ID_SIZE 20
#define HISTORY_ID_HEX (2 * HISTORY_ID_SIZE)
/* Digits of it that are shown. */
#define HISTORY_ID_SHOWN 10

/* An id, or the beginning of one. */
struct history_id {
	uint8_t bytes[HISTORY_ID_SIZE];
	/* 7 to 40; those that follow in `bytes` are 0. */
	uint8_t digits;
};

/* Lines of a change that nobody counted. */
#define HISTORY_UNCOUNTED UINT32_MAX

enum history_change_kind {
	CHANGE_ADDED,
	CHANGE_MODIFIED,
	CHANGE_DELETED,
	/* The same contents under another name; there is no entry for the old name. */
	CHANGE_RENAMED,
};

/* What a commit did to one file. */
struct history_change {
	/* Number in history.paths. */
	uint32_t path;
	/* CHANGE_RENAMED: what it was called; otherwise NONE. */
	uint32_t from;
	/* Added and removed together; HISTORY_UNCOUNTED unless somebody asked for them. */
	uint32_t lines;
	enum history_change_kind kind;
};

/* The lines of a change, for whoever counts them. */
struct history_lines {
	/* Number of the commit, and of the change in history.changes. */
	uint32_t commit;
	uint32_t change;
	/* Added and removed together; HISTORY_UNCOUNTED if they cannot be counted. */
	uint32_t lines;
};

enum history_commit_flags {
	/* It is listed in a file of revisions to ignore: formatting, mass renames. */
	COMMIT_IGNORED = 1 << 0,
	/* Reached from HEAD; others are there because a deployment names them. */
	COMMIT_OF_HEAD = 1 << 1,
};

struct history_commit {
	uint8_t id[HISTORY_ID_SIZE];
	uint32_t flags;
	/* When it was committed, and when it was written. */
	moment at;
	moment written;
	/* Whoever wrote it, a number below history.people; .mailmap has been asked. */
	uint32_t person;
	/* history.parents[first_parent] up to first_parent + parent_count. */
	uint32_t first_parent;
	uint32_t parent_count;
	/*
	 * What it changed against its only parent, or, without one, against nothing:
	 * history.changes, sorted by path.  A merge changed nothing itself.
	 */
	uint32_t first_change;
	uint32_t change_count;
	/* Files that it changed outside of the root. */
	uint32_t outside;
	/* The commit that it says it undoes ("This reverts commit …"), or NONE. */
	uint32_t reverts;
	/* The commit that it says it was picked from, or NONE. */
	uint32_t picked;
};

struct history {
	/* REASON_NONE, or why there is no history to speak of; then the rest is empty. */
	enum reason reason;
	/* "the clone is shallow", … and what to do about it. */
	struct str why;
	struct str remedy;
	/* The number of the commit that is checked out, or NONE where there is none. */
	uint32_t head;
	/*
	 * Children before parents; of those that could be next, the latest first,
	 * then by id.  The order does not depend on how the history came together.
	 */
	struct history_commit *commits;
	size_t commit_count;
	/* Numbers of commits by their ids, or NULL: then they are found by looking at each. */
	uint32_t *by_id;
	/* Numbers of commits; always larger than that of the child. */
	uint32_t *parents;
	size_t parent_count;
	struct history_change *changes;
	size_t change_count;
	/* Relative to the root, sorted, each once: every file that ever was below it. */
	struct str *paths;
	size_t path_count;
	/* How many people there are. */
	uint32_t people;
};

/* The number of the path, or NONE. */
uint32_t history_path_find(const struct history *history, struct str path);

/* The commit of this id in hexadecimal digits, all or at least seven of them, or NONE. */
uint32_t history_commit_find(const struct history *history, struct str hex);

/* Reads 7 to 40 hexadecimal digits; false for anything else. */
NODISCARD bool history_id_read(struct history_id *id, struct str hex);

/* The only commit whose id begins so, or NONE. */
uint32_t history_id_find(const struct history *history, const struct history_id *id);

/* Its 40 digits. */
struct str history_commit_id(const struct history *history, uint32_t commit, struct arena *arena);

/*
 * Marks commit by commit what can be reached from `commit`, itself included:
 * sets `bits` in marks[], and goes no further where they were set already.
 */
void history_mark(const struct history *history, uint32_t commit, uint8_t *marks, uint8_t bits,
		struct arena *scratch);

/*
 * For each path what the file is called today, by following renames: its own
 * number where it was never renamed, or where another file has the name since.
 */
uint32_t *history_names_today(const struct history *history, struct arena *arena);

#endif
