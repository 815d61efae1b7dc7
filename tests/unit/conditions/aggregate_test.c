/* SPDX-License-Identifier: MIT */
/*
 * Aggregates of moving windows against computing each from all its samples; and
 * how long many samples take.
 */
#include "unit/unit.h"

#include "unit/conditions/built.h"

#include <math.h>
#include <stdlib.h>

#define SECOND MOMENT_SECOND
#define LEN 300
#define BOUNDS 4

struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *dice, uint32_t sides)
{
	dice->state = dice->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)(dice->state >> 33) % sides;
}

/* A metric whose samples are some seconds apart. */
struct recorded {
	struct metric metric;
	struct sample samples[LEN];
	double counts[LEN * BOUNDS];
	double sums[LEN];
};

static const double bounds[BOUNDS] = { 0.1, 0.5, 2, INFINITY };

static void series_fill(struct recorded *series, enum measure_type type, struct dice *dice)
{
	moment at = 0;
	double value = 1000;
	double counts[BOUNDS] = { 0 };
	double sum = 0;
	for (size_t i = 0; i < LEN; i++) {
		bool is_reset = roll(dice, 40) == 0;
		at += (1 + roll(dice, 40)) * SECOND;
		value = type == MEASURE_COUNTER ? (is_reset ? 0 : value) + roll(dice, 50) / 4.0
						: roll(dice, 1000) / 8.0 - 20;
		sum = is_reset ? 0 : sum;
		for (size_t b = BOUNDS; b-- > 0;) {
			counts[b] = is_reset ? 0 : counts[b];
		}
		for (uint32_t event = roll(dice, 6); event > 0; event--) {
			size_t first = roll(dice, BOUNDS);
			for (size_t b = first; b < BOUNDS; b++) {
				counts[b]++;
			}
			sum += first;
		}
		for (size_t b = 0; b < BOUNDS; b++) {
			series->counts[i * BOUNDS + b] = counts[b];
		}
		series->sums[i] = sum;
		series->samples[i] = (struct sample){ at, roll(dice, 60) == 0 ? NAN : value };
		if (type == MEASURE_HISTOGRAM) {
			series->samples[i].value = counts[BOUNDS - 1];
		}
	}
	series->metric = built_gauge(series->samples, LEN);
	series->metric.type = type;
	series->metric.bounds = bounds;
	series->metric.bound_count = BOUNDS;
	series->metric.counts = series->counts;
	series->metric.sums = series->sums;
}

/* What a term asks for at a moment: the samples of its window, and the one before it. */
struct window_seen {
	const struct recorded *series;
	/* [first, end) of the samples; first < 0 is no base. */
	size_t first;
	size_t end;
	bool has_base;
	bool has_gap;
};

static struct window_seen seen_at(const struct recorded *series, moment at, int64_t window)
{
	struct window_seen seen = { .series = series };
	while (seen.end < LEN && series->samples[seen.end].at <= at) {
		seen.end++;
	}
	moment begin = series->samples[seen.end - 1].at - window;
	while (series->samples[seen.first].at <= begin) {
		seen.first++;
	}
	seen.has_base = seen.first > 0 && series->samples[seen.first - 1].at + BUILT_HOUR >= begin;
	for (size_t i = seen.first; i < seen.end; i++) {
		seen.has_gap |= isnan(series->samples[i].value);
	}
	return seen;
}

static size_t growth_first(const struct window_seen *seen)
{
	return seen->has_base ? seen->first - 1 : seen->first;
}

static double slow_growth(const struct window_seen *seen)
{
	const struct sample *samples = seen->series->samples;
	double growth = 0;
	for (size_t i = growth_first(seen) + 1; i < seen->end; i++) {
		growth += samples[i].value < samples[i - 1].value
					  ? samples[i].value
					  : samples[i].value - samples[i - 1].value;
	}
	return growth;
}

static double slow_seconds(const struct window_seen *seen)
{
	const struct sample *samples = seen->series->samples;
	return (double)(samples[seen->end - 1].at - samples[growth_first(seen)].at) / 1000;
}

static double slow_slope(const struct window_seen *seen)
{
	const struct sample *samples = seen->series->samples;
	long double count = (long double)(seen->end - seen->first);
	long double time = 0;
	long double value = 0;
	long double products = 0;
	long double squares = 0;
	for (size_t i = seen->first; i < seen->end; i++) {
		time += (long double)samples[i].at / MOMENT_DAY / count;
		value += (long double)samples[i].value / count;
	}
	for (size_t i = seen->first; i < seen->end; i++) {
		long double t = (long double)samples[i].at / MOMENT_DAY - time;
		products += t * ((long double)samples[i].value - value);
		squares += t * t;
	}
	return (double)(products / squares);
}

static double slow_sum(const struct window_seen *seen)
{
	long double sum = 0;
	for (size_t i = seen->first; i < seen->end; i++) {
		sum += (long double)seen->series->samples[i].value;
	}
	return (double)sum;
}

static double slow_value(const struct window_seen *seen, enum aggregate aggregate)
{
	double count = (double)(seen->end - seen->first);
	switch (aggregate) {
	case AGGREGATE_SUM:
		return slow_sum(seen);
	case AGGREGATE_MEAN:
		return slow_sum(seen) / count;
	case AGGREGATE_SLOPE:
		return slow_slope(seen);
	case AGGREGATE_DELTA:
		return slow_growth(seen);
	case AGGREGATE_RATE:
		return slow_growth(seen) / slow_seconds(seen);
	default:
		break;
	}
	return NAN;
}

/* Per second, per day. */
static void term_unit(struct term *term)
{
	if (term->aggregate == AGGREGATE_RATE || term->aggregate == AGGREGATE_SLOPE) {
		term->unit.bases[0] = (struct unit_base){ STR("s"), -1 };
		term->unit.base_count = 1;
		term->unit.scale = term->aggregate == AGGREGATE_SLOPE ? 1.0 / 86400 : 1;
	}
}

static struct quantity asked(struct arena *arena, const struct metric *metric,
		enum aggregate aggregate, int64_t window, moment at, enum reason *reason)
{
	struct quantity quantity;
	struct built built = built_create(arena);
	struct world world = built_world(at);
	/* What is a little later than as_of counts too; here nothing is. */
	struct metric past = *metric;
	while (past.len > 0 && past.samples[past.len - 1].at > at) {
		past.len--;
	}
	uint32_t term = built_metric(&built, &past, aggregate, window);
	built.condition.terms[term].percentile = 60;
	term_unit(&built.condition.terms[term]);
	if (!condition_quantity(arena, &built.condition, &world, &quantity, reason)) {
		quantity.value = NAN;
	}
	return quantity;
}

static void assert_near(double actual, double expected)
{
	double scale = fabs(expected) > 1 ? fabs(expected) : 1;
	if (!(fabs(actual - expected) <= 1e-9 * scale)) {
		print_error("%.17g is not %.17g\n", actual, expected);
	}
	assert_true(fabs(actual - expected) <= 1e-9 * scale);
}

static void check_series(struct arena *arena, const struct recorded *series,
		const enum aggregate *aggregates, size_t count, struct dice *dice)
{
	for (size_t i = 0; i < 40; i++) {
		int64_t window = (1 + roll(dice, 1500)) * SECOND;
		size_t newest = roll(dice, LEN);
		moment at = series->samples[newest].at + roll(dice, 2000);
		struct window_seen seen = seen_at(series, at, window);
		for (size_t a = 0; a < count; a++) {
			enum reason reason;
			struct quantity value = asked(
					arena, &series->metric, aggregates[a], window, at, &reason);
			bool is_growth = aggregates[a] == AGGREGATE_DELTA
					 || aggregates[a] == AGGREGATE_RATE;
			size_t first = is_growth ? growth_first(&seen) : seen.first;
			bool is_known = !seen.has_gap && !isnan(series->samples[first].value);
			bool is_many = aggregates[a] == AGGREGATE_SLOPE || is_growth;
			is_known = is_known && (!is_many || seen.end - first > 1);
			assert_int_equal(is_known, !isnan(value.value));
			if (is_known) {
				assert_near(value.value, slow_value(&seen, aggregates[a]));
			}
		}
	}
}

static void windows_come_to_what_their_samples_come_to(void **state)
{
	static const enum aggregate of_gauges[] = { AGGREGATE_SUM, AGGREGATE_MEAN,
		AGGREGATE_SLOPE };

	static const enum aggregate of_counters[] = { AGGREGATE_DELTA, AGGREGATE_RATE };
	struct dice dice = { 3 };
	struct recorded *series = arena_new(*state, struct recorded);
	for (int i = 0; i < 60; i++) {
		struct arena *own = arena_create();
		series_fill(series, MEASURE_GAUGE, &dice);
		check_series(own, series, of_gauges, COUNT_OF(of_gauges), &dice);
		series_fill(series, MEASURE_COUNTER, &dice);
		check_series(own, series, of_counters, COUNT_OF(of_counters), &dice);
		arena_destroy(own);
	}
}

/* ---- histograms ---- */

static double slow_bucket(const struct window_seen *seen, size_t bucket)
{
	const double *counts = seen->series->counts;
	double growth = 0;
	for (size_t i = growth_first(seen) + 1; i < seen->end; i++) {
		bool is_reset = false;
		for (size_t b = 0; b < BOUNDS; b++) {
			is_reset |= counts[i * BOUNDS + b] < counts[(i - 1) * BOUNDS + b];
		}
		growth += counts[i * BOUNDS + bucket]
			  - (is_reset ? 0 : counts[(i - 1) * BOUNDS + bucket]);
	}
	return growth;
}

static double slow_percentile(const struct window_seen *seen, double percentile)
{
	double wanted = slow_bucket(seen, BOUNDS - 1) * percentile / 100;
	size_t b = 0;
	while (b < BOUNDS - 1 && slow_bucket(seen, b) < wanted) {
		b++;
	}
	if (b == BOUNDS - 1) {
		return NAN;
	}
	double below = b > 0 ? slow_bucket(seen, b - 1) : 0;
	double from = b > 0 ? bounds[b - 1] : 0;
	return from + (bounds[b] - from) * (wanted - below) / (slow_bucket(seen, b) - below);
}

static void percentiles_of_buckets_are_of_what_was_added_to_them(void **state)
{
	struct dice dice = { 5 };
	struct recorded *series = arena_new(*state, struct recorded);
	size_t known = 0;
	for (int i = 0; i < 40; i++) {
		series_fill(series, MEASURE_HISTOGRAM, &dice);
		for (int k = 0; k < 40; k++) {
			int64_t window = (1 + roll(&dice, 1500)) * SECOND;
			moment at = series->samples[roll(&dice, LEN)].at;
			struct window_seen seen = seen_at(series, at, window);
			enum reason reason;
			struct quantity value = asked(*state, &series->metric, AGGREGATE_PERCENTILE,
					window, at, &reason);
			bool is_any = seen.end - growth_first(&seen) > 1
				      && slow_bucket(&seen, BOUNDS - 1) > 0;
			double slow = is_any ? slow_percentile(&seen, 60) : NAN;
			assert_int_equal(isnan(slow), isnan(value.value));
			if (!isnan(slow)) {
				assert_near(value.value, slow);
				known++;
			}
		}
	}
	assert_true(known > 200);
}

/* ---- the hard values ---- */

static void a_huge_value_that_has_left_the_window_leaves_no_trace(void **state)
{
	struct sample samples[100];
	for (int i = 0; i < 100; i++) {
		samples[i] = (struct sample){ i * SECOND, i == 40 ? 1e300 : 0.1 };
	}
	struct metric metric = built_gauge(samples, 100);
	enum reason reason;
	double sum = asked(*state, &metric, AGGREGATE_SUM, 10 * SECOND, 99 * SECOND, &reason).value;
	assert_true(sum == 1.0);
}

static void an_infinite_value_is_compared_but_not_averaged(void **state)
{
	struct sample samples[] = { { 0, 1 }, { SECOND, INFINITY }, { 2 * SECOND, 3 } };
	struct metric metric = built_gauge(samples, 3);
	enum reason reason;
	moment at = 2 * SECOND;
	assert_true(asked(*state, &metric, AGGREGATE_MAX, 10 * SECOND, at, &reason).value
			== INFINITY);
	assert_true(isnan(asked(*state, &metric, AGGREGATE_MEAN, 10 * SECOND, at, &reason).value));
	assert_int_equal(reason, REASON_UNDEFINED);
	assert_true(asked(*state, &metric, AGGREGATE_MEAN, SECOND, at, &reason).value == 3);
}

/* ---- speed ---- */

#define MANY 2000000

static struct sample *many_samples(struct arena *arena, size_t count)
{
	struct sample *samples = arena_new_array(arena, struct sample, count);
	struct dice dice = { 11 };
	for (size_t i = 0; i < count; i++) {
		samples[i] = (struct sample){ (moment)i * 15 * SECOND,
			150 + roll(&dice, 100000) / 1000.0 };
	}
	return samples;
}

static double seconds_of(struct arena *arena, const struct metric *metric, enum aggregate aggregate,
		int64_t window)
{
	struct arena *own = arena_create();
	struct built built = built_create(own);
	struct world world = built_world(metric->samples[metric->len - 1].at);
	uint32_t left = built_metric(&built, metric, aggregate, window);
	uint32_t right = built_number(&built, 200);
	term_unit(&built.condition.terms[left]);
	built.condition.terms[right].unit = built.condition.terms[left].unit;
	built_compare(&built, left, GREATER, right);
	built.condition.has_for = true;
	built.condition.for_length.ms = 14 * MOMENT_DAY;
	double begun = unit_seconds();
	struct outcome outcome = built_outcome(&built, &world, MOMENT_EVER);
	double seconds = unit_seconds() - begun;
	assert_int_not_equal(outcome.bare, TRUTH_UNKNOWN);
	(void)arena;
	arena_destroy(own);
	return seconds;
}

static void two_million_samples_take_a_second_or_so(void **state)
{
	static const struct {
		const char *name;
		enum aggregate aggregate;
		int64_t window;
		double limit;
	} rows[] = {
		{ "last", AGGREGATE_LAST, 0, 1 },
		{ "max, 7d", AGGREGATE_MAX, 7 * MOMENT_DAY, 1 },
		{ "mean, 7d", AGGREGATE_MEAN, 7 * MOMENT_DAY, 1.5 },
		{ "slope, 7d", AGGREGATE_SLOPE, 7 * MOMENT_DAY, 2 },
		{ "p95, 7d", AGGREGATE_PERCENTILE, 7 * MOMENT_DAY, 3 },
		{ "p95, 200d", AGGREGATE_PERCENTILE, 200 * MOMENT_DAY, 4 },
	};
	struct metric metric = built_gauge(many_samples(*state, MANY), MANY);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		double seconds = seconds_of(*state, &metric, rows[i].aggregate, rows[i].window);
		print_message("%s: %.2f s\n", rows[i].name, seconds);
		assert_true(seconds < rows[i].limit);
	}
}

static void a_hundred_conditions_take_less(void **state)
{
	struct metric metric = built_gauge(many_samples(*state, 10000), 10000);
	double seconds = 0;
	for (int i = 0; i < 100; i++) {
		seconds += seconds_of(*state, &metric, AGGREGATE_PERCENTILE, MOMENT_DAY / 2);
	}
	print_message("100 conditions over 10000 samples: %.2f s\n", seconds);
	assert_true(seconds < 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(windows_come_to_what_their_samples_come_to),
		claim(percentiles_of_buckets_are_of_what_was_added_to_them),
		claim(a_huge_value_that_has_left_the_window_leaves_no_trace),
		claim(an_infinite_value_is_compared_but_not_averaged),
		claim(two_million_samples_take_a_second_or_so),
		claim(a_hundred_conditions_take_less),
	};
	return claims_run("conditions/aggregate", tests);
}
