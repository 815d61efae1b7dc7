/* SPDX-License-Identifier: MIT */
/*
 * The table, row by row; a is the answer, m the measurement, d the tolerance:
 *
 *	                       measured            conservative
 *	a and m, no further apart than d
 *	                       [m, m]              [m, m]
 *	a says more            [m, m]              [m, m]              over-claim
 *	m says more            [m, m]              [a+d, a+d]          under-claim
 *	no a, m                [m, m]              [min(m, d), m]
 *	a, m is stale          [min(m, a, cap), 1] [min(m, a, cap), min(1, a+d)]
 *	a, m is missing        [0, 1]              [0, min(1, a+d)]
 *	no a, m stale or missing                   [0, 1]
 *	a, nothing verifies it [min(a, cap), a]
 *
 * Two changes that look harmless are not: "stale is min(a, cap)" rewards letting
 * a bad measurement expire, and "under-claim is a" makes a better measurement
 * lower the score where m = a + d.
 */
#include "pillars/interval.h"

static double least(double a, double b)
{
	return a < b ? a : b;
}

static struct interval exactly(double score)
{
	return (struct interval){ score, score };
}

/* Both are known. */
static struct interval compared(const struct standing *standing, enum agreement *agreement)
{
	/* Compared with this very sum, so that rounding cannot make a better measurement worse. */
	double limit = standing->answer + INTERVAL_TOLERANCE;

	if (standing->answer > standing->score + INTERVAL_TOLERANCE) {
		*agreement = AGREES_OVER_CLAIM;
	} else if (standing->score > limit) {
		*agreement = AGREES_UNDER_CLAIM;
		if (standing->mode == VERIFY_CONSERVATIVE) {
			return exactly(limit);
		}
	} else {
		*agreement = AGREES_CONFIRMED;
	}
	return exactly(standing->score);
}

/* Only an answer, or an answer and what was known once. */
static struct interval answered(const struct standing *standing, enum agreement *agreement)
{
	double capped = least(standing->answer, standing->cap);
	double hi = standing->mode == VERIFY_CONSERVATIVE
				    ? least(1, standing->answer + INTERVAL_TOLERANCE)
				    : 1;

	switch (standing->state) {
	case MEASUREMENT_STALE:
		*agreement = AGREES_STALE;
		return (struct interval){ least(standing->score, capped), hi };
	case MEASUREMENT_MISSING:
		*agreement = AGREES_MISSING;
		return (struct interval){ 0, hi };
	default:
		*agreement = AGREES_NOT_ASKED;
		return (struct interval){ capped, standing->answer };
	}
}

static struct interval unanswered(const struct standing *standing, enum agreement *agreement)
{
	if (standing->state != MEASUREMENT_FRESH) {
		*agreement = AGREES_UNKNOWN;
		return (struct interval){ 0, 1 };
	}
	*agreement = AGREES_UNANSWERED;
	return (struct interval){
		standing->mode == VERIFY_CONSERVATIVE ? least(standing->score, INTERVAL_TOLERANCE)
						      : standing->score,
		standing->score,
	};
}

struct interval interval_of(const struct standing *standing, enum agreement *agreement)
{
	enum agreement ignored;
	enum agreement *found = agreement ? agreement : &ignored;
	struct interval interval;

	if (!standing->has_answer) {
		interval = unanswered(standing, found);
	} else if (standing->state == MEASUREMENT_FRESH) {
		interval = compared(standing, found);
	} else {
		interval = answered(standing, found);
	}
	if (standing->is_exempt) {
		interval.lo = 0;
	}
	return interval;
}

struct interval interval_both(struct interval a, struct interval b)
{
	return (struct interval){ least(a.lo, b.lo), least(a.hi, b.hi) };
}
