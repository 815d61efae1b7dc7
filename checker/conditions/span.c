/* SPDX-License-Identifier: MIT */
#include "conditions/span.h"

#include <math.h>

struct span span_point(double value)
{
	return isnan(value) ? span_unknown(REASON_UNDEFINED)
			    : (struct span){ value, value, REASON_NONE };
}

struct span span_unknown(enum reason reason)
{
	return (struct span){ NAN, NAN, reason };
}

struct span span_between(double low, double high, enum reason reason)
{
	if (isnan(low) || isnan(high)) {
		return span_unknown(reason == REASON_NONE ? REASON_UNDEFINED : reason);
	}
	return (struct span){ low, high, low == high ? REASON_NONE : reason };
}

bool span_is_point(struct span span)
{
	return span.reason == REASON_NONE;
}

bool span_is_unknown(struct span span)
{
	return isnan(span.low);
}

static enum reason reason_of_both(struct span a, struct span b)
{
	return a.reason != REASON_NONE ? a.reason : b.reason;
}

struct span span_add(struct span a, struct span b)
{
	return span_between(a.low + b.low, a.high + b.high, reason_of_both(a, b));
}

struct span span_negate(struct span a)
{
	return (struct span){ -a.high, -a.low, a.reason };
}

static struct span span_of_corners(const double corners[4], enum reason reason)
{
	double low = corners[0];
	double high = corners[0];
	for (int i = 1; i < 4; i++) {
		if (isnan(corners[i]) || isnan(low)) {
			return span_between(NAN, NAN, reason);
		}
		low = corners[i] < low ? corners[i] : low;
		high = corners[i] > high ? corners[i] : high;
	}
	return span_between(low, high, reason);
}

struct span span_multiply(struct span a, struct span b)
{
	enum reason reason = reason_of_both(a, b);
	if (reason == REASON_NONE) {
		return span_point(a.low * b.low);
	}
	double corners[4] = { a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high };
	return span_of_corners(corners, reason);
}

struct span span_divide(struct span a, struct span b)
{
	enum reason reason = reason_of_both(a, b);
	if (b.low <= 0 && b.high >= 0) {
		return span_unknown(reason == REASON_NONE ? REASON_UNDEFINED : reason);
	}
	if (reason == REASON_NONE) {
		return span_point(a.low / b.low);
	}
	double corners[4] = { a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high };
	return span_of_corners(corners, reason);
}

/* Less for certain; with an unknown one every comparison of doubles is false. */
static bool is_less(struct span a, struct span b)
{
	return a.high < b.low;
}

static bool is_at_most(struct span a, struct span b)
{
	return a.high <= b.low;
}

static bool is_same_point(struct span a, struct span b)
{
	return is_at_most(a, b) && is_at_most(b, a);
}

struct kleene span_compare(struct span a, enum comparison comparison, struct span b)
{
	bool is_true = false;
	bool is_false = false;
	switch (comparison) {
	case LESS:
		is_true = is_less(a, b);
		is_false = is_at_most(b, a);
		break;
	case LESS_OR_EQUAL:
		is_true = is_at_most(a, b);
		is_false = is_less(b, a);
		break;
	case GREATER:
		is_true = is_less(b, a);
		is_false = is_at_most(a, b);
		break;
	case GREATER_OR_EQUAL:
		is_true = is_at_most(b, a);
		is_false = is_less(a, b);
		break;
	case EQUAL:
		is_true = is_same_point(a, b);
		is_false = is_less(a, b) || is_less(b, a);
		break;
	case NOT_EQUAL:
		is_true = is_less(a, b) || is_less(b, a);
		is_false = is_same_point(a, b);
		break;
	}
	return is_true || is_false ? kleene_of(is_true) : kleene_unknown(reason_of_both(a, b));
}
