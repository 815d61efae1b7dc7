/* SPDX-License-Identifier: MIT */
#include "gates/binomial.h"

#include "unit/gates/chance.h"
#include "unit/unit.h"

#include <math.h>
#include <stdlib.h>

static void near(double value, double expected, double precision, const char *of)
{
	double scale = fmax(fabs(expected), 1e-300);
	if (!(fabs(value - expected) <= precision * scale)) {
		fail_msg("%s: %.17g is not %.17g", of, value, expected);
	}
}

/*
 * Clopper and Pearson's bounds as tables and R's binom.test() print them; those of
 * the last rows were solved for with forty digits.
 */
static void bounds_are_clopper_and_pearsons(void **state)
{
	static const struct {
		double bad;
		double all;
		double least;
		double most;
	} rows[] = {
		{ 0, 10, 0, 0.308497107818762 },
		{ 1, 10, 0.00252857854446178, 0.445016117028195 },
		{ 5, 10, 0.187086028447399, 0.812913971552601 },
		{ 10, 10, 0.691502892181238, 1 },
		{ 3, 1000, 0.000619099931649571, 0.00874202323847835 },
		{ 21, 34, 0.435639711771390, 0.778334569574503 },
		{ 14, 999353, 7.65890606110167e-06, 2.35047171479042e-05 },
		{ 1, 1e9, 2.53178079839694e-11, 5.57164342440687e-09 },
		{ 100000, 1e9, 9.93811833657097e-05, 0.000100621713458427 },
		{ 1e6, 1e7, 0.0998141273049059, 0.100186104322159 },
		/* Increases that somebody else computed need not be whole. */
		{ 2.5, 40.25, 0.0104681403902979, 0.185733754482656 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct binomial_bounds bounds = binomial_bounds(rows[i].bad, rows[i].all);
		near(bounds.least, rows[i].least, 1e-12, "least");
		near(bounds.most, rows[i].most, 1e-12, "most");
	}
}

static void absurd_counts_have_bounds_too(void **state)
{
	static const double rows[][2] = { { 1e-308, 7e307 }, { 5, 1e300 }, { 1e-12, 3 },
		{ 1e300, 1e300 }, { 1e-320, 1e-320 }, { 3, 1e15 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct binomial_bounds bounds = binomial_bounds(rows[i][0], rows[i][1]);
		assert_true(bounds.least >= 0 && bounds.least <= rows[i][0] / rows[i][1] + 1e-9);
		assert_true(bounds.most <= 1 && bounds.most >= rows[i][0] / rows[i][1] - 1e-9);
	}
}

static void without_events_anything_may_be(void **state)
{
	(void)state;
	struct binomial_bounds bounds = binomial_bounds(0, 0);
	assert_true(bounds.least == 0 && bounds.most == 1);
}

/* P(X >= k), added up term by term. */
static double at_least_naive(int bad, int all, double share)
{
	double sum = 0;
	for (int k = bad; k <= all; k++) {
		double term = 1;
		for (int i = 1; i <= k; i++) {
			term *= (double)(all - k + i) / i * share;
		}
		sum += term * pow(1 - share, all - k);
	}
	return sum;
}

static void tails_are_sums_of_terms(void **state)
{
	(void)state;
	for (int all = 1; all <= 40; all++) {
		for (int bad = 0; bad <= all; bad++) {
			for (int percent = 1; percent < 100; percent += 7) {
				double share = percent / 100.0;
				near(binomial_at_least(bad, all, share),
						at_least_naive(bad, all, share), 1e-10, "tail");
			}
		}
	}
	assert_true(binomial_at_least(5, 4, 0.5) == 0);
}

/* At a bound, what was seen or more, or less, happens in one case of forty. */
static void bounds_leave_out_one_in_forty_on_each_side(void **state)
{
	(void)state;
	uint64_t seed = 4;
	for (int i = 0; i < 2000; i++) {
		double all = floor(pow(10, 6.0 * chance(&seed) / 2147483648.0)) + 1;
		double bad = floor(all * pow(10, -6.0 * chance(&seed) / 2147483648.0));
		struct binomial_bounds bounds = binomial_bounds(bad, all);
		assert_true(bounds.least <= bad / all && bad / all <= bounds.most);
		if (bad > 0) {
			near(binomial_at_least(bad, all, bounds.least), 0.025, 1e-7, "below");
		}
		if (bad < all) {
			near(1 - binomial_at_least(bad + 1, all, bounds.most), 0.025, 1e-7,
					"above");
		}
	}
}

static void more_bad_events_never_lower_a_bound(void **state)
{
	(void)state;
	struct binomial_bounds before = { 0, 0 };
	for (int halves = 0; halves <= 600; halves++) {
		struct binomial_bounds bounds = binomial_bounds(halves / 2.0, 300);
		assert_true(bounds.least >= before.least && bounds.most >= before.most);
		before = bounds;
	}
}

static void large_counts_join_without_a_jump(void **state)
{
	(void)state;
	struct binomial_bounds exact = binomial_bounds(1e6, 1e7);
	struct binomial_bounds approximate = binomial_bounds(1e6 + 1, 1e7 + 10);
	near(approximate.least, exact.least, 1e-6, "least");
	near(approximate.most, exact.most, 1e-6, "most");
}

/* 1 - 0.025^(1 / n) < 1.44 % from n = 255 on: 254.3 is where both are equal. */
static void without_a_bad_event_it_takes_enough_good_ones(void **state)
{
	(void)state;
	assert_true(binomial_least_events(0.0144) == 255);
	assert_true(binomial_bounds(0, 255).most < 0.0144);
	assert_true(binomial_bounds(0, 254).most > 0.0144);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(bounds_are_clopper_and_pearsons),
		claim(absurd_counts_have_bounds_too),
		claim(without_events_anything_may_be),
		claim(tails_are_sums_of_terms),
		claim(bounds_leave_out_one_in_forty_on_each_side),
		claim(more_bad_events_never_lower_a_bound),
		claim(large_counts_join_without_a_jump),
		claim(without_a_bad_event_it_takes_enough_good_ones),
	};
	return claims_run("gates/binomial", tests);
}
