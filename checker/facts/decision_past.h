/* SPDX-License-Identifier: MIT */
/*
 * What the history says of decision records: the commits that added and last
 * changed their files, and whether what was accepted was changed since.  None
 * of these is ever taken for the date that a record states for itself.
 */
#ifndef LINTEL_FACTS_DECISION_PAST_H
#define LINTEL_FACTS_DECISION_PAST_H

#include "facts/decision.h"
#include "facts/history.h"

/* More versions of one record, and of all of them, are not compared. */
#define PAST_VERSIONS_MAX 64
#define PAST_ALL_VERSIONS_MAX 20000

enum past_verdict {
	/* Nobody compared: not in force, or locked, or too many versions, or one is not readable.
	 */
	PAST_NOT_COMPARED,
	/* Its file says what it said in the commit that made it accepted. */
	PAST_KEPT,
	PAST_CHANGED,
};

struct decision_past {
	/* Numbers of commits, or NONE: of a file that is in no commit. */
	uint32_t added;
	uint32_t changed;
	enum past_verdict verdict;
	/* PAST_KEPT, PAST_CHANGED: the commit since which it has been in force. */
	uint32_t accepted;
	/* PAST_CHANGED: the first one after it that says something else; NONE: the file as it
	 * lies there. */
	uint32_t culprit;
};

/* A file of a record as a commit made it. */
struct decision_version {
	uint32_t decision;
	uint32_t commit;
	/* What it was called then. */
	uint32_t path;
};

/*
 * By number of the record, as at as_of: later commits do not count, nor do
 * merges.  The history's reason must be REASON_NONE.
 */
struct decision_past *decision_pasts(struct arena *arena, const struct decisions *decisions,
		const struct history *history, moment as_of);

/*
 * The versions of the records whose `wanted` is not 0, record by record, the
 * newest first.  Of a record with too many there are none.
 */
struct decision_version *decision_versions(struct arena *arena, const struct decisions *decisions,
		const struct history *history, moment as_of, const uint8_t *wanted, size_t *count);

#endif
