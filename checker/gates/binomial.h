/* SPDX-License-Identifier: MIT */
/*
 * What a count says about the rate behind it: of `all` events `bad` were bad, so
 * the share of bad ones lies between these bounds in 95 of 100 such cases.
 *
 * The bounds are Clopper and Pearson's, which are exact and never too narrow:
 * the least share under which as many bad ones as were seen, or more, are not
 * rarer than one in forty, and the largest under which as few are not.  From a
 * million bad and a million good events on they are Wilson's with the correction
 * for continuity, which differ from them by less than one in a million there.
 * Counts need not be whole: an increase that somebody else computed seldom is.
 */
#ifndef LINTEL_GATES_BINOMIAL_H
#define LINTEL_GATES_BINOMIAL_H

struct binomial_bounds {
	double least;
	double most;
};

/* 0 <= bad <= all, both finite; without any event the bounds are 0 and 1. */
struct binomial_bounds binomial_bounds(double bad, double all);

/*
 * How many events, none of them bad, it takes until the upper bound is below a
 * share in (0, 1): with fewer nothing can be said in its favour.
 */
double binomial_least_events(double share);

/* P(X >= bad) of `all` events, each bad with the probability `share`. */
double binomial_at_least(double bad, double all, double share);

#endif
