/* SPDX-License-Identifier: MIT */
/*
 * What is known of an item as an interval [lo, hi] of scores between 0 and 1:
 * from an answer, a measurement, both, or neither.
 *
 * Hiding, ageing or dropping evidence never raises `lo`, a better measurement
 * never lowers it, and whatever contradicts never raises either end.
 */
#ifndef LINTEL_PILLARS_INTERVAL_H
#define LINTEL_PILLARS_INTERVAL_H

#include "facts/pack.h"

/* How far an answer and a measurement may be apart without a contradiction. */
#define INTERVAL_TOLERANCE 0.25
/* What a bare answer counts for at most; of a critical item. */
#define INTERVAL_CAP 0.75
#define INTERVAL_CAP_CRITICAL 0.5

struct interval {
	double lo;
	double hi;
};

enum measurement_state {
	/* Nothing could verify it: the pack names no measurement. */
	MEASUREMENT_NONE,
	MEASUREMENT_FRESH,
	/* Too old, or from too few samples: `score` is the last known. */
	MEASUREMENT_STALE,
	MEASUREMENT_MISSING,
};

struct standing {
	bool has_answer;
	double answer;
	enum measurement_state state;
	double score;
	enum verify_mode mode;
	double cap;
	/* Exempt items stay in as [0, hi]. */
	bool is_exempt;
};

enum agreement {
	AGREES_NOT_ASKED,
	AGREES_CONFIRMED,
	/* The answer says more than the measurement: a finding. */
	AGREES_OVER_CLAIM,
	AGREES_UNDER_CLAIM,
	AGREES_UNANSWERED,
	AGREES_STALE,
	AGREES_MISSING,
	AGREES_UNKNOWN,
};

/* `agreement` may be NULL. */
struct interval interval_of(const struct standing *standing, enum agreement *agreement);

/*
 * Of an item that several measurements verify: the lower of both ends.  What
 * holds for one interval holds for it too: hiding the worst measurement opens
 * its own interval downwards, and so this one.
 */
struct interval interval_both(struct interval a, struct interval b);

#endif
