/* SPDX-License-Identifier: MIT */
/*
 * The lock file: what each decision record said when it was accepted, in a text
 * file that merges well.
 *
 *	# lintel lock 1
 *	HASH STATUS DAY ID PATH
 *
 * Fields are separated by a tab and escaped; lines are sorted by path.  HASH is
 * that of the record's text outside of its mutable region.  Two branches that
 * accept a record each write next to each other: git then shows the conflict
 * that equal numbers in different files would hide.
 */
#ifndef LINTEL_REVIEWS_LOCK_H
#define LINTEL_REVIEWS_LOCK_H

#include "base/problem.h"
#include "facts/decision.h"

struct buf;

/* Its name in the first folder of records, unless lintel.yaml says another. */
#define LOCK_NAME "accepted.lock"

struct lock_row {
	struct hash settled;
	/* STATUS_ACCEPTED or STATUS_IMPLEMENTED: what it was when it was locked. */
	enum decision_status status;
	/* The day that the record gave for itself. */
	bool has_day;
	date_day day;
	/* May be empty. */
	struct str id;
	struct str path;
	/* In the file; 0 for one that is not written yet. */
	uint32_t line;
};

struct lock {
	struct str path;
	/* Sorted by path. */
	VEC(struct lock_row) rows;
	/* Opaque: number in `rows` by id; the rows are searched by path. */
	struct map *by_id;
};

/* An empty one, as when there is no file. */
void lock_init(struct lock *lock, struct arena *arena, struct str path);

/*
 * Reads the text of a lock file; every bad line is a problem with its place,
 * and false is returned if there was any.  Texts borrow from `text`.
 */
NODISCARD bool lock_read(struct lock *lock, struct arena *arena, struct str path, struct str text,
		struct problems *problems);

void lock_write(const struct lock *lock, struct buf *out);

/*
 * The row of a record: that of its path, else, for a file that was renamed,
 * that of its id; or NULL.  A row whose path is that of another of `all`
 * (frozen; NULL: not known) is that one's, though the two share an id.
 */
const struct lock_row *lock_find(const struct lock *lock, const struct decision *decision,
		const struct decisions *all);

/* Puts what the record says now in place of its row, or adds one. */
void lock_put(struct lock *lock, struct arena *arena, const struct decision *decision,
		const struct decisions *all);

#endif
