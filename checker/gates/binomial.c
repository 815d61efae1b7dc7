/* SPDX-License-Identifier: MIT */
/*
 * The tail of a binomial distribution is the regularised incomplete beta
 * function, P(X >= k) = I_p(k, n - k + 1), which is defined for counts that are
 * not whole too.  It is its leading term, a probability that is computed
 * without cancellation after Loader ("Fast and accurate computation of binomial
 * probabilities", 2000), times a continued fraction, evaluated after Lentz.
 */
#include "gates/binomial.h"

#include <math.h>
#include <stdbool.h>

/* Each side's share of what the bounds leave out, and its quantile of the normal. */
#define TAIL 0.025
#define TAIL_QUANTILE 1.959963984540054

#define LARGE_COUNT 1e6
/* Beyond the first a double knows no single event any more; below the second there is none. */
#define COUNT_MOST 1e15
#define COUNT_LEAST 1e-9
#define FRACTION_STEPS 100000
#define TINY 1e-300
#define PRECISION 1e-15

static const double half_log_2_pi = 0.918938533204672742;

/* log n! - log of Stirling's formula for it. */
static double stirling_error(double n)
{
	if (n < 16) {
		int sign;
		return lgamma_r(n + 1, &sign) - (n + 0.5) * log(n) + n - half_log_2_pi;
	}
	double square = n * n;
	double sum = 1.0 / 1680 - 1.0 / 1188 / square;
	sum = 1.0 / 1260 - sum / square;
	sum = 1.0 / 360 - sum / square;
	return (1.0 / 12 - sum / square) / n;
}

/* x log(x / mean) + mean - x, exact where x is near the mean. */
static double deviance(double x, double mean)
{
	double v = (x - mean) / (x + mean);
	if (fabs(v) >= 0.1) {
		return x * log(x / mean) + mean - x;
	}
	double sum = (x - mean) * v;
	double term = 2 * x * v;
	for (int i = 1; i < 100; i++) {
		term *= v * v;
		double next = sum + term / (2 * i + 1);
		if (next == sum) {
			break;
		}
		sum = next;
	}
	return sum;
}

/* P(X = k) of n, with 0 < k < n. */
static double probability(double k, double n, double p)
{
	double log_part = stirling_error(n) - stirling_error(k) - stirling_error(n - k)
			  - deviance(k, n * p) - deviance(n - k, n * (1 - p));
	double log_scale = 2 * half_log_2_pi + log(k) + log1p(-k / n);
	return exp(log_part - 0.5 * log_scale);
}

static double never_zero(double value)
{
	return fabs(value) < TINY ? TINY : value;
}

/* The continued fraction of I_x(a, b), which converges fast below the mean a / (a + b). */
static double fraction(double a, double b, double x)
{
	double c = 1;
	double d = 1 / never_zero(1 - (a + b) * x / (a + 1));
	double value = d;
	for (int m = 1; m <= FRACTION_STEPS; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / never_zero(1 + even * d);
		c = never_zero(1 + even / c);
		value *= d * c;
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / never_zero(1 + odd * d);
		c = never_zero(1 + odd / c);
		value *= d * c;
		if (fabs(d * c - 1) < PRECISION) {
			break;
		}
	}
	return value;
}

/* x^a (1 - x)^b / (a B(a, b)), made of the probability of `a` among a + b. */
static double leading(double a, double b, double x)
{
	return probability(a, a + b, x) * b / (a + b);
}

/* I_x(a, b), a and b above 0. */
static double beta_share(double a, double b, double x)
{
	if (x <= 0 || x >= 1) {
		return x <= 0 ? 0 : 1;
	}
	bool is_below = x < (a + 1) / (a + b + 2);
	return is_below ? leading(a, b, x) * fraction(a, b, x)
			: 1 - leading(b, a, 1 - x) * fraction(b, a, 1 - x);
}

double binomial_at_least(double bad, double all, double share)
{
	if (bad <= 0) {
		return 1;
	}
	return bad > all ? 0 : beta_share(bad, all - bad + 1, share);
}

/*
 * The share at which I_x(a, b), which only grows, comes to `wanted`: Newton's
 * steps, and halves where one would leave what is left of [0, 1].
 */
static double beta_quantile(double a, double b, double wanted, double guess)
{
	double low = 0;
	double high = 1;
	double x = guess > 0 && guess < 1 ? guess : a / (a + b);
	for (int i = 0; i < 200; i++) {
		double off = beta_share(a, b, x) - wanted;
		if (off > 0) {
			high = x;
		} else {
			low = x;
		}
		/* The density is the leading part without one x (1 - x) / a. */
		double density = leading(a, b, x) * a / (x * (1 - x));
		double next = x - off / density;
		bool is_inside = next > low && next < high;
		next = is_inside ? next : low + (high - low) / 2;
		if (fabs(next - x) <= 4e-15 * next || next <= low || next >= high) {
			return next;
		}
		x = next;
	}
	return x;
}

/* Wilson's bound with the correction for continuity; `side` is -1 or 1. */
static double wilson(double bad, double all, double side)
{
	const double z = TAIL_QUANTILE;
	double share = bad / all;
	double corrected = share + side / (2 * all);
	double under = corrected * (1 - corrected) / all + z * z / (4 * all * all);
	double bound = (corrected + z * z / (2 * all) + side * z * sqrt(under)) / (1 + z * z / all);
	return fmin(fmax(bound, 0), 1);
}

struct binomial_bounds binomial_bounds(double bad, double all)
{
	struct binomial_bounds bounds = { 0, 1 };
	bad = bad < COUNT_LEAST ? 0 : bad;
	double good = all - bad;
	if (!(all > 0)) {
		return bounds;
	}
	bounds = (struct binomial_bounds){ wilson(bad, all, -1), wilson(bad, all, 1) };
	if ((bad > LARGE_COUNT && good > LARGE_COUNT) || all > COUNT_MOST) {
		return bounds;
	}
	bounds.least = bad > 0 ? beta_quantile(bad, good + 1, TAIL, bounds.least) : 0;
	bounds.most = good > 0 ? beta_quantile(bad + 1, good, 1 - TAIL, bounds.most) : 1;
	return bounds;
}

double binomial_least_events(double share)
{
	return ceil(log(TAIL) / log1p(-share));
}
