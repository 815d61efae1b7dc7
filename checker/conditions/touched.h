/* SPDX-License-Identifier: MIT */
/*
 * Commits that touched what a path or a pattern of paths stands for.
 *
 * Renamed files count under the name that they have today.  Merges change
 * nothing themselves; commits that only a deployment names are not of the
 * branch, and ignored revisions are no changes of what the code does: none of
 * them is among the commits.
 */
#ifndef LINTEL_CONDITIONS_TOUCHED_H
#define LINTEL_CONDITIONS_TOUCHED_H

#include "conditions/fact.h"

struct touched {
	const struct history *history;
	/* When the first commit of the branch was made: before, nothing is known. */
	moment begin;
	/* By path of the history: what it is called today, and whether that is meant. */
	const uint32_t *names;
	const uint8_t *is_meant;
	/* The earliest commit that touched a file of it, ignored revisions included. */
	uint32_t first;
	/* Ascending by time, none later than as_of; `at` says when each was made. */
	uint32_t *commits;
	moment *at;
	uint32_t count;
};

/* False if nothing can be said, and the answer says why. */
bool touched_find(struct touched *touched, const struct fact_question *question,
		struct fact_answer *answer);

/* "3f2c1aa904 of 2026-11-18" */
void touched_write(const struct touched *touched, uint32_t commit, struct arena *scratch,
		struct buf *out);

#endif
