/* SPDX-License-Identifier: MIT */
/*
 * What is read from the timelines of a condition once they are there.
 */
#ifndef LINTEL_CONDITIONS_OUTCOME_H
#define LINTEL_CONDITIONS_OUTCOME_H

#include "conditions/evaluation.h"

/* The timelines of one condition; they begin at MOMENT_EVER and say nothing after as_of. */
struct course {
	/* Of the expression alone. */
	struct steps bare;
	/* Of the condition, with all that stands behind the expression but `on-missing`. */
	struct steps whole;
	/* Of `clear when`; empty without it. */
	struct steps clear;
};

/* The steps in (from, as_of], with `on-missing` in force. */
struct timeline outcome_timeline(
		struct evaluation *evaluation, const struct steps *whole, moment from);

/* All but outcome->atoms, which must be there already. */
void outcome_read(struct outcome *outcome, struct evaluation *evaluation,
		const struct course *course, moment from);

#endif
