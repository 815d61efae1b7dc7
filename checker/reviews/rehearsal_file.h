/* SPDX-License-Identifier: MIT */
/*
 * A file of tests as it is written; see rehearsal.h.
 */
#ifndef LINTEL_REVIEWS_REHEARSAL_FILE_H
#define LINTEL_REVIEWS_REHEARSAL_FILE_H

#include "config/table.h"
#include "reviews/trigger.h"

/* What somebody would have written into "Reviews". */
struct trial_review {
	struct text day;
	struct choice outcome;
	struct text by;
	struct text next;
	struct choice observed;
	struct text note;
};

struct trial_expectation {
	struct text at;
	struct choice state;
	const struct node *facts;
};

struct trial {
	struct text trigger;
	struct text start;
	struct text step;
	struct text accepted;
	const struct node *metrics;
	const struct node *facts;
	/* Of trial_review, trial_expectation. */
	struct records reviews;
	struct records expect;
};

struct trials {
	/* Of trial. */
	struct records tests;
};

extern const struct table rehearsal_table;

/* The words of trial_review.outcome, in the order of enum answer_outcome from ANSWER_KEEP on. */
extern const char *const trial_outcomes[];
/* "no", "yes", NULL. */
extern const char *const trial_observed[];

/* A day: its first moment or its last one; or an RFC 3339 moment. */
NODISCARD bool trial_moment(
		const struct text *text, bool is_end, moment *at, struct problems *problems);

/*
 * Reads the values of a series: "4x90 2 _ _x3", or a list of such; `_` is a
 * value that is missing.  Sample number n is n steps after `start`.
 */
NODISCARD bool trial_series(const struct node *node, moment start, struct duration step,
		struct arena *arena, struct metric *metric, struct problems *problems);

/* Reads a map from terms to numbers: { "code(fan_in, core)": 12 }. */
NODISCARD bool trial_facts(const struct node *node, struct arena *arena,
		struct stored_value **values, size_t *count, struct problems *problems);

#endif
