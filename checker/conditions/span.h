/* SPDX-License-Identifier: MIT */
/*
 * What is known of a number: between which two it lies.
 *
 * A number that is known is a span of one point.  One that is not known at all
 * has NaN for its ends and a reason.  In between is what can be said in spite
 * of a gap: of the maximum of 3, 7 and a NaN, that it is at least 7.  So a
 * comparison is decided where whatever is missing could not change it, and an
 * unknown value can never turn true into false.
 */
#ifndef LINTEL_CONDITIONS_SPAN_H
#define LINTEL_CONDITIONS_SPAN_H

#include "conditions/steps.h"

struct span {
	double low;
	double high;
	/* Why it is not one point; REASON_NONE if it is. */
	enum reason reason;
};

/* NaN becomes unknown(undefined). */
struct span span_point(double value);
struct span span_unknown(enum reason reason);
/* A span of one point keeps no reason; one with a NaN for an end is unknown. */
struct span span_between(double low, double high, enum reason reason);

bool span_is_point(struct span span);
/* Nothing is known of it. */
bool span_is_unknown(struct span span);

struct span span_add(struct span a, struct span b);
struct span span_negate(struct span a);
struct span span_multiply(struct span a, struct span b);
/* By a span that holds 0: unknown(undefined). */
struct span span_divide(struct span a, struct span b);

struct kleene span_compare(struct span a, enum comparison comparison, struct span b);

#endif
