/* SPDX-License-Identifier: MIT */
#include "gates/burn.h"

#include "unit/gates/chance.h"
#include "unit/gates/levels.h"

#include <math.h>
#include <stdlib.h>

static const struct duration hour = { .ms = 3600 * 1000 };
static const struct duration day = { .ms = 24 * 3600 * 1000 };
static const struct duration month = { .ms = 28 * MOMENT_DAY };

/* Bad and all events of one window, budget 1 %. */
static struct burn counted(
		struct arena *arena, const struct burn_events *events, struct duration window)
{
	struct burn_source source;
	struct burn burn;
	if (burn_source_open(&source, arena, events, LEVEL_NOW, month)) {
		burn = burn_count(&source, window, 0.01);
	} else {
		burn = burn_unknown(window, source.reason, source.reason_text);
	}
	burn_source_close(&source);
	return burn;
}

static struct burn_events pair_of(const struct level_metric *all, const struct level_metric *part)
{
	return (struct burn_events){ .all = &all->metric, .part = &part->metric };
}

static void assert_counts(struct burn burn, double bad, double all)
{
	if (!burn.is_known || burn.bad != bad || burn.all != all) {
		fail_msg("%g of %g (%s: " STR_FMT ") is not %g of %g", burn.bad, burn.all,
				reason_words[burn.reason], STR_ARG(burn.reason_text), bad, all);
	}
}

static void assert_reason(struct burn burn, enum reason reason, const char *text)
{
	assert_false(burn.is_known);
	assert_str(burn.reason_text, text);
	assert_int_equal(burn.reason, reason);
}

/* Samples a minute: 100 events each, of which one bad; ten in the last ten minutes. */
static void minutes_add(struct level_metric *all, struct level_metric *bad, int count)
{
	double bad_sum = 0;
	for (int i = 0; i <= count; i++) {
		bad_sum += i > count - 10 ? 10 : 1;
		level_add(all, LEVEL_NOW - (count - i) * LEVEL_MINUTE, 100.0 * i);
		level_add(bad, LEVEL_NOW - (count - i) * LEVEL_MINUTE, bad_sum);
	}
}

static void a_window_ends_at_the_newest_sample(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	minutes_add(&all, &bad, 180);
	struct burn_events events = pair_of(&all, &bad);
	/* The last hour: 50 minutes of 1 and 10 of 10, of 60 times 100. */
	struct burn burn = counted(*state, &events, hour);
	assert_counts(burn, 150, 6000);
	/* 150 / 6000 = 2.5 %, two and a half times the budget of 1 %. */
	assert_true(burn.ratio == 0.025 && burn.rate == 2.5);
	assert_counts(counted(*state, &events, (struct duration){ .ms = 5 * LEVEL_MINUTE }), 50,
			500);
}

static void good_events_are_what_is_not_bad(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric good = level_metric(*state, "good", MEASURE_COUNTER);
	level_add(&all, LEVEL_NOW - LEVEL_HOUR, 1000);
	level_add(&good, LEVEL_NOW - LEVEL_HOUR, 900);
	level_add(&all, LEVEL_NOW, 3000);
	level_add(&good, LEVEL_NOW, 2850);
	struct burn_events events = pair_of(&all, &good);
	events.part_is_good = true;
	assert_counts(counted(*state, &events, hour), 50, 2000);
}

/* 100 to 130, begun anew, up to 40 and 60: 30 + 60, and what was between is lost. */
static void a_counter_may_begin_anew(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	static const double values[] = { 100, 130, 40, 60 };
	for (int i = 0; i < 4; i++) {
		moment at = LEVEL_NOW - (3 - i) * 20 * LEVEL_MINUTE;
		level_add(&all, at, values[i]);
		level_add(&bad, at, i);
	}
	struct burn_events events = pair_of(&all, &bad);
	struct burn burn = counted(*state, &events, hour);
	assert_counts(burn, 3, 90);
	assert_int_equal(burn.resets, 1);
}

static void deltas_are_added_up(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_DELTA);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_DELTA);
	for (int i = 0; i <= 12; i++) {
		moment at = LEVEL_NOW - (12 - i) * 5 * LEVEL_MINUTE;
		level_add(&all, at, 10);
		level_add(&bad, at, i == 3);
	}
	/* The first says what was before the hour. */
	struct burn_events events = pair_of(&all, &bad);
	assert_counts(counted(*state, &events, hour), 1, 120);

	/* Two of twelve are missing: what they would have said is not known. */
	bad.samples[5].value = (double)NAN;
	assert_counts(counted(*state, &events, hour), 1, 110);
	bad.samples[6].value = (double)NAN;
	assert_reason(counted(*state, &events, hour), REASON_SPARSE,
			"more than a tenth of its samples are missing");
}

static void a_gap_of_a_counter_loses_nothing(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	minutes_add(&all, &bad, 60);
	for (int i = 10; i < 50; i++) {
		all.samples[i].value = (double)NAN;
	}
	struct burn_events events = pair_of(&all, &bad);
	assert_counts(counted(*state, &events, hour), 150, 6000);

	/* Unless somebody said how often it is measured. */
	all.metric.step_ms = LEVEL_MINUTE;
	assert_reason(counted(*state, &events, hour), REASON_SPARSE,
			"more than a tenth of its samples are missing");
}

static void a_window_needs_a_sample_at_its_beginning(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	static const int minutes[] = { 600, 300, 0 };
	for (int i = 0; i < 3; i++) {
		level_add(&all, LEVEL_NOW - minutes[i] * LEVEL_MINUTE, i * 100);
		level_add(&bad, LEVEL_NOW - minutes[i] * LEVEL_MINUTE, i);
	}
	struct burn_events events = pair_of(&all, &bad);
	assert_reason(counted(*state, &events, hour), REASON_SPARSE,
			"no sample is near its beginning, 5 h and not 1h ago");
	/* A tenth off is near enough: 300 of 310 minutes. */
	assert_counts(counted(*state, &events, (struct duration){ .ms = 310 * LEVEL_MINUTE }), 1,
			100);
	assert_reason(counted(*state, &events, day), REASON_INCOMPLETE,
			"the data reach back 10 h of 1d");
}

static void no_number_is_never_compared(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	minutes_add(&all, &bad, 60);
	bad.samples[60].value = (double)NAN;
	struct burn_events events = pair_of(&all, &bad);
	assert_reason(counted(*state, &events, hour), REASON_NAN,
			"the newest value of bad is no number");
	bad.samples[60].value = (double)INFINITY;
	assert_reason(counted(*state, &events, hour), REASON_UNDEFINED,
			"what was counted is no number of events");
}

static void old_samples_are_no_evidence(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	for (int i = 10; i > 2; i--) {
		level_add(&all, LEVEL_NOW - i * LEVEL_HOUR, 100 - i);
		level_add(&bad, LEVEL_NOW - i * LEVEL_HOUR, 1);
	}
	struct burn_events events = pair_of(&all, &bad);
	all.metric.max_age_ms = bad.metric.max_age_ms = 3 * LEVEL_HOUR;
	assert_counts(counted(*state, &events, hour), 0, 1);
	/* A lookback makes each sample so much older. */
	bad.metric.lookback_ms = 5 * LEVEL_MINUTE;
	assert_reason(counted(*state, &events, hour), REASON_STALE,
			"bad: the newest sample is 3 h old, the limit is 3 h");
}

static void samples_of_the_future_are_not_there(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	minutes_add(&all, &bad, 60);
	level_add(&all, LEVEL_NOW + LEVEL_HOUR, 1e6);
	level_add(&bad, LEVEL_NOW + LEVEL_HOUR, 1e6);
	struct burn_events events = pair_of(&all, &bad);
	assert_counts(counted(*state, &events, hour), 150, 6000);

	all.metric.samples += 61;
	all.metric.len = 1;
	assert_reason(counted(*state, &events, hour), REASON_CLOCK,
			"all samples of all are of the future");
}

static void metrics_are_compared_at_the_same_moments(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	for (int i = 0; i <= 60; i++) {
		level_add(&all, LEVEL_NOW - (60 - i) * LEVEL_MINUTE, 10 * i);
		level_add(&bad, LEVEL_NOW - (60 - i) * LEVEL_MINUTE - 1000, i);
	}
	struct burn_events events = pair_of(&all, &bad);
	assert_reason(counted(*state, &events, hour), REASON_INCOMPLETE,
			"bad and all were never measured at the same moment");
	/* The newest that both have is the end. */
	bad.samples[0].at += 1000;
	bad.samples[55].at += 1000;
	assert_counts(counted(*state, &events, (struct duration){ .ms = 55 * LEVEL_MINUTE }), 55,
			550);
}

static void no_traffic_is_unknown_unless_it_means_zero(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	for (int i = 2; i >= 0; i--) {
		level_add(&all, LEVEL_NOW - i * LEVEL_HOUR, 5);
		level_add(&bad, LEVEL_NOW - i * LEVEL_HOUR, 0);
	}
	struct burn_events events = pair_of(&all, &bad);
	assert_reason(counted(*state, &events, hour), REASON_SPARSE, "no traffic");
	all.metric.empty_is_zero = true;
	struct burn burn = counted(*state, &events, hour);
	assert_counts(burn, 0, 0);
	assert_true(burn.rate == 0);
	assert_int_equal(burn_exceeds(&burn, 0.01, *state), TRUTH_FALSE);
}

static void too_few_events_say_nothing(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	level_add(&all, LEVEL_NOW - LEVEL_HOUR, 1000);
	level_add(&bad, LEVEL_NOW - LEVEL_HOUR, 0);
	level_add(&all, LEVEL_NOW, 2999);
	level_add(&bad, LEVEL_NOW, 0);
	struct burn_events events = pair_of(&all, &bad);
	events.min_events = 2000;
	assert_reason(counted(*state, &events, hour), REASON_SPARSE,
			"1,999 events, 2,000 are asked for");
	events.min_events = 1999;
	assert_counts(counted(*state, &events, hour), 0, 1999);
}

static void parts_cannot_be_more_than_the_whole(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_COUNTER);
	struct level_metric part = level_metric(*state, "part", MEASURE_COUNTER);
	level_add(&all, LEVEL_NOW - LEVEL_HOUR, 0);
	level_add(&part, LEVEL_NOW - LEVEL_HOUR, 0);
	level_add(&all, LEVEL_NOW, 100);
	level_add(&part, LEVEL_NOW, 101);
	struct burn_events events = pair_of(&all, &part);
	assert_reason(counted(*state, &events, hour), REASON_UNDEFINED,
			"more bad events than there are at all");
	events.part_is_good = true;
	assert_reason(counted(*state, &events, hour), REASON_UNDEFINED,
			"more good events than there are at all");
}

static void only_what_can_be_counted_is_counted(void **state)
{
	struct level_metric all = level_metric(*state, "all", MEASURE_GAUGE);
	struct level_metric bad = level_metric(*state, "bad", MEASURE_COUNTER);
	minutes_add(&all, &bad, 60);
	struct burn_events events = pair_of(&all, &bad);
	assert_reason(counted(*state, &events, hour), REASON_UNDEFINED,
			"all is of type gauge; events are counted by a counter, a delta or a "
			"histogram");
	all.metric.derived = STR("metric(bad, last) * 2");
	assert_reason(counted(*state, &events, hour), REASON_UNDEFINED,
			"all is derived, and only what was measured can be counted");
}

/* ---- histograms ---- */

static const double bounds[] = { 100, 250, 500, (double)INFINITY };

static struct level_metric latency_of(struct arena *arena)
{
	struct level_metric latency = level_histogram(arena, "latency", bounds, COUNT_OF(bounds));
	level_add_counts(&latency, LEVEL_NOW - LEVEL_HOUR, (const double[]){ 0, 0, 0, 0 });
	level_add_counts(&latency, LEVEL_NOW, (const double[]){ 900, 960, 990, 1000 });
	return latency;
}

static void a_bucket_that_ends_at_the_threshold_counts(void **state)
{
	struct level_metric latency = latency_of(*state);
	struct burn_events events = { .all = &latency.metric, .threshold = 250 };
	struct burn burn = counted(*state, &events, hour);
	assert_counts(burn, 40, 1000);
	assert_true(burn.bad_most == 40);
}

/* 300 ms lies between 250 and 500: 10 were surely slower, 40 may have been. */
static void a_threshold_within_a_bucket_has_bounds(void **state)
{
	struct level_metric latency = latency_of(*state);
	struct burn_events events = { .all = &latency.metric, .threshold = 300 };
	struct burn burn = counted(*state, &events, hour);
	assert_counts(burn, 10, 1000);
	assert_true(burn.bad_most == 40);
	/* More than 0.1 % were slower whatever the bucket hides, and fewer than 10 %. */
	assert_int_equal(burn_exceeds(&burn, 0.001, *state), TRUTH_TRUE);
	assert_int_equal(burn_exceeds(&burn, 0.1, *state), TRUTH_FALSE);
	assert_int_equal(burn_exceeds(&burn, 0.02, *state), TRUTH_UNKNOWN);
	assert_int_equal(burn.reason, REASON_UNDEFINED);
	assert_str(burn.reason_text, "no bucket ends at the threshold");

	/* Faster than the first bucket, slower than the last that ends. */
	events.threshold = 50;
	burn = counted(*state, &events, hour);
	assert_true(burn.bad == 100 && burn.bad_most == 1000);
	events.threshold = 700;
	burn = counted(*state, &events, hour);
	assert_true(burn.bad == 0 && burn.bad_most == 10);
}

/* ---- against limits ---- */

static enum truth truth_of(struct arena *arena, double bad, double total, double limit)
{
	struct level_metric all = level_metric(arena, "all", MEASURE_COUNTER);
	struct level_metric part = level_metric(arena, "part", MEASURE_COUNTER);
	level_add(&all, LEVEL_NOW - LEVEL_HOUR, 0);
	level_add(&part, LEVEL_NOW - LEVEL_HOUR, 0);
	level_add(&all, LEVEL_NOW, total);
	level_add(&part, LEVEL_NOW, bad);
	struct burn_events events = pair_of(&all, &part);
	struct burn burn = counted(arena, &events, hour);
	return burn_exceeds(&burn, limit, arena);
}

static void few_events_decide_only_beyond_their_bounds(void **state)
{
	/* 1.44 %: a factor of 14.4 on a budget of 0.1 %.  Of 254 without a bad one up to
	 * 1.442 % may be bad, of 255 up to 1.436 %. */
	assert_int_equal(truth_of(*state, 0, 254, 0.0144), TRUTH_UNKNOWN);
	assert_int_equal(truth_of(*state, 0, 255, 0.0144), TRUTH_FALSE);
	/* One of ten is 10 %, and at least 0.25 %: one failure never pages. */
	assert_int_equal(truth_of(*state, 1, 10, 0.0144), TRUTH_UNKNOWN);
	/* Two of ten are at least 2.52 %. */
	assert_int_equal(truth_of(*state, 2, 10, 0.0144), TRUTH_TRUE);
	/* Ten of 340 are 2.94 %, at least 1.419 %; of eleven at least 1.626 %. */
	assert_int_equal(truth_of(*state, 10, 340, 0.0144), TRUTH_UNKNOWN);
	assert_int_equal(truth_of(*state, 11, 340, 0.0144), TRUTH_TRUE);
}

/* 348 * 1.44 % = 5.01: so many are allowed that what was counted is the rate. */
static void where_five_are_allowed_the_count_decides(void **state)
{
	assert_int_equal(truth_of(*state, 5, 348, 0.0144), TRUTH_FALSE);
	assert_int_equal(truth_of(*state, 6, 348, 0.0144), TRUTH_TRUE);
	assert_int_equal(truth_of(*state, 144, 10000, 0.0144), TRUTH_FALSE);
	assert_int_equal(truth_of(*state, 145, 10000, 0.0144), TRUTH_TRUE);
}

/* ---- against a naive reading ---- */

/* Walks from sample to sample; a fall is a new beginning. */
static double growth_naive(const struct level_metric *made, moment begin, moment end)
{
	double sum = 0;
	double last = -1;
	for (size_t i = 0; i < made->metric.len; i++) {
		moment at = made->samples[i].at;
		double value = made->samples[i].value;
		if (at < begin || at > end || isnan(value)) {
			continue;
		}
		if (last >= 0) {
			sum += value < last ? value : value - last;
		}
		last = value;
	}
	return sum;
}

/* The moment with both values that is nearest to `wanted`, the earlier of two. */
static moment nearest_naive(
		const struct level_metric *a, const struct level_metric *b, moment wanted)
{
	moment best = MOMENT_NEVER;
	for (size_t i = 0; i < a->metric.len; i++) {
		for (size_t k = 0; k < b->metric.len; k++) {
			moment at = a->samples[i].at;
			bool is_both = at == b->samples[k].at && !isnan(a->samples[i].value)
				       && !isnan(b->samples[k].value);
			if (is_both
					&& (best == MOMENT_NEVER
							|| llabs(at - wanted) < llabs(
									   best - wanted))) {
				best = at;
			}
		}
	}
	return best;
}

static void windows_grow_as_a_naive_reading_says(void **state)
{
	uint64_t seed = 7;
	int known = 0;
	for (int round = 0; round < 400; round++) {
		struct arena *arena = arena_create();
		struct level_metric all = level_metric(arena, "all", MEASURE_COUNTER);
		struct level_metric bad = level_metric(arena, "bad", MEASURE_COUNTER);
		double total = 0;
		double wrong = 0;
		for (moment at = LEVEL_NOW - 40 * LEVEL_HOUR; at <= LEVEL_NOW;
				at += (1 + (int)chance(&seed) % 30) * LEVEL_MINUTE) {
			bool is_reset = (int)chance(&seed) % 20 == 0;
			double events = (int)chance(&seed) % 1000;
			total = is_reset ? events : total + events;
			wrong = is_reset ? 0
					 : wrong + (events > 0 ? (int)chance(&seed) % (int)events : 0);
			if ((int)chance(&seed) % 10) {
				level_add(&all, at, (int)chance(&seed) % 15 ? total : (double)NAN);
			}
			if ((int)chance(&seed) % 10) {
				level_add(&bad, at, (int)chance(&seed) % 15 ? wrong : (double)NAN);
			}
		}
		level_add(&all, LEVEL_NOW + 1, total);
		level_add(&bad, LEVEL_NOW + 1, wrong);
		struct duration window = { .ms = (1 + (int)chance(&seed) % 36) * LEVEL_HOUR };
		struct burn_events events = pair_of(&all, &bad);
		struct burn burn = counted(arena, &events, window);
		moment begin = nearest_naive(&all, &bad, LEVEL_NOW + 1 - window.ms);
		bool is_near = llabs(begin - (LEVEL_NOW + 1 - window.ms)) * 10 <= window.ms;
		double expected = growth_naive(&all, begin, LEVEL_NOW + 1);
		double expected_bad = growth_naive(&bad, begin, LEVEL_NOW + 1);
		if (is_near && expected > 0 && expected_bad <= expected) {
			assert_counts(burn, expected_bad, expected);
			known++;
		} else {
			assert_false(burn.is_known);
		}
		arena_destroy(arena);
	}
	(void)state;
	/* It would prove little if most windows were unknown. */
	assert_true(known > 300);
}

static void more_bad_events_never_make_it_better(void **state)
{
	const double limit = 0.02;
	enum truth before = TRUTH_FALSE;
	for (int bad = 0; bad <= 400; bad++) {
		enum truth truth = truth_of(*state, bad, 400, limit);
		assert_true(truth >= before);
		before = truth;
		arena_reset(*state);
	}
	assert_int_equal(before, TRUTH_TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_window_ends_at_the_newest_sample),
		claim(good_events_are_what_is_not_bad),
		claim(a_counter_may_begin_anew),
		claim(deltas_are_added_up),
		claim(a_gap_of_a_counter_loses_nothing),
		claim(a_window_needs_a_sample_at_its_beginning),
		claim(no_number_is_never_compared),
		claim(old_samples_are_no_evidence),
		claim(samples_of_the_future_are_not_there),
		claim(metrics_are_compared_at_the_same_moments),
		claim(no_traffic_is_unknown_unless_it_means_zero),
		claim(too_few_events_say_nothing),
		claim(parts_cannot_be_more_than_the_whole),
		claim(only_what_can_be_counted_is_counted),
		claim(a_bucket_that_ends_at_the_threshold_counts),
		claim(a_threshold_within_a_bucket_has_bounds),
		claim(few_events_decide_only_beyond_their_bounds),
		claim(where_five_are_allowed_the_count_decides),
		claim(windows_grow_as_a_naive_reading_says),
		claim(more_bad_events_never_make_it_better),
	};
	return claims_run("gates/burn", tests);
}
