/* SPDX-License-Identifier: MIT */
/*
 * How long files really lived: when the first of them came, when the last one
 * went, and how many of those that were there one day are there still.
 */
#ifndef LINTEL_FACTS_LIFETIME_H
#define LINTEL_FACTS_LIFETIME_H

#include "facts/history.h"

struct lifetime {
	/* The commit that brought the first file; NONE: no file of the history is meant. */
	uint32_t first;
	/* How many are there, and, where none is, the commit that took the last away. */
	uint32_t left;
	uint32_t gone;
	/* How many there were at `from`, and how many of them are there still. */
	uint32_t began;
	uint32_t kept;
};

/*
 * Of files whose names of today match one of the patterns of base/glob.h; what is no
 * pattern matches nothing.  Commits after as_of do not count.  `today` is
 * history_names_today().
 */
struct lifetime lifetime_of(const struct history *history, const uint32_t *today,
		const struct str *patterns, size_t count, moment from, moment as_of);

#endif
