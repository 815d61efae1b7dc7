/* SPDX-License-Identifier: MIT */
/*
 * One evaluation under way: what is asked, of which world, and what was seen.
 */
#ifndef LINTEL_CONDITIONS_EVALUATION_H
#define LINTEL_CONDITIONS_EVALUATION_H

#include "conditions/evaluate.h"
#include "conditions/steps.h"

struct evaluation {
	/* For results. */
	struct arena *arena;
	/* For what is needed until it is over. */
	struct arena *scratch;
	const struct condition *condition;
	const struct world *world;
	/* From when values without a window are taken together, or MOMENT_EVER. */
	moment anchor;
	/* Nobody asks what quantities were before: as far back as clauses look. */
	moment earliest;
	/* For each term: `clear when` is made of it. */
	uint8_t *is_of_clear;
	/* Derived metrics within one another. */
	uint32_t depth;
	/* All of them. */
	uint32_t derived_count;
	/* Names and contents of all that was looked at. */
	VEC(struct str) seen;
};

void evaluation_init(struct evaluation *evaluation, struct arena *arena, struct arena *scratch,
		const struct condition *condition, const struct world *world);

/*
 * From when on somebody looks at the timeline; MOMENT_EVER, and so it begins:
 * only at as_of.  What is dear to find out need not be found for earlier
 * moments: it is unknown there.
 */
void evaluation_from(struct evaluation *evaluation, moment from);

/* Notes data for outcome.data: what it is called, and what it was. */
void evaluation_saw(struct evaluation *evaluation, struct str name, struct str data);

/* Over how much of `for 14d` the condition must be known. */
double evaluation_coverage(const struct evaluation *evaluation);

#endif
