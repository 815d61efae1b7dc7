/* SPDX-License-Identifier: MIT */
#include "conditions/window.h"

#include "base/arena.h"
#include "conditions/window_value.h"

static bool needs_sum(const struct window *window)
{
	switch (window->aggregate) {
	case AGGREGATE_MEAN:
	case AGGREGATE_SUM:
	case AGGREGATE_SLOPE:
		return true;
	case AGGREGATE_RATE:
	case AGGREGATE_DELTA:
		return window->samples.metric->type == MEASURE_DELTA;
	case AGGREGATE_LAST:
	case AGGREGATE_MIN:
	case AGGREGATE_MAX:
	case AGGREGATE_COUNT:
	case AGGREGATE_PERCENTILE:
		break;
	}
	return false;
}

void window_init(struct window *window, struct arena *arena, const struct samples *samples,
		enum aggregate aggregate, double percentile)
{
	*window = (struct window){
		.samples = *samples,
		.aggregate = aggregate,
		.percentile = percentile,
		.extreme = { .arena = arena, .is_largest = aggregate == AGGREGATE_MAX },
		.sum = { .arena = arena, .is_slope = aggregate == AGGREGATE_SLOPE },
		.ranks = { .arena = arena },
	};
	if (window_counts_growth(window)) {
		window->increase = increase_create(arena, samples->metric);
	}
}

static int64_t day_of(const struct window *window, uint32_t i)
{
	moment at = samples_at(&window->samples, i);
	return at / MOMENT_DAY - (at % MOMENT_DAY < 0);
}

static bool is_new_day(const struct window *window, uint32_t a, uint32_t b)
{
	return window->samples.metric->step_ms <= 0 && day_of(window, a) != day_of(window, b);
}

static void known_add(struct window *window, uint32_t i)
{
	const struct samples *samples = &window->samples;
	if (window->known == 0) {
		window->first_known = i;
		window->days = 1;
	} else {
		window->days += is_new_day(window, window->last_known, i);
		if (window->increase.width > 0) {
			increase_add(&window->increase, samples, window->last_known, i);
		}
	}
	window->known++;
	window->last_known = i;
	window->infinite += isinf(samples_value(samples, i)) != 0;

	if (window->aggregate == AGGREGATE_MIN || window->aggregate == AGGREGATE_MAX) {
		extreme_add(&window->extreme, samples, i);
	} else if (needs_sum(window)) {
		moving_sum_add(&window->sum, samples, i);
	} else if (window_is_ranked(window)) {
		ranks_add(&window->ranks, samples, window->tail, i);
	}
}

void window_add(struct window *window)
{
	uint32_t i = window->head++;
	enum reason reason = samples_reason(&window->samples, i);
	if (reason == REASON_NONE) {
		known_add(window, i);
	} else {
		window->unknown++;
		window->thin += reason == REASON_SPARSE;
	}
}

static void known_drop(struct window *window, uint32_t i)
{
	const struct samples *samples = &window->samples;
	window->known--;
	window->infinite -= isinf(samples_value(samples, i)) != 0;
	if (window->aggregate == AGGREGATE_MIN || window->aggregate == AGGREGATE_MAX) {
		extreme_drop(&window->extreme, i);
	} else if (window_is_ranked(window)) {
		ranks_drop(&window->ranks, i);
	}
	if (window->known == 0) {
		return;
	}
	uint32_t next = i + 1;
	while (samples_reason(samples, next) != REASON_NONE) {
		next++;
	}
	window->first_known = next;
	window->days -= is_new_day(window, i, next);
	if (window->increase.width > 0) {
		increase_drop(&window->increase, samples, i, next);
	}
}

void window_drop(struct window *window)
{
	uint32_t i = window->tail++;
	enum reason reason = samples_reason(&window->samples, i);
	if (reason == REASON_NONE) {
		known_drop(window, i);
	} else {
		window->unknown--;
		window->thin -= reason == REASON_SPARSE;
	}
}

void window_skip(struct window *window, uint32_t first)
{
	while (window->tail < window->head && window->tail < first) {
		window_drop(window);
	}
	if (window->head < first) {
		window->tail = window->head = first;
	}
}

struct window_coverage window_coverage(const struct window *window, moment after, moment upto)
{
	const struct metric *metric = window->samples.metric;
	struct window_coverage coverage = { .is_days = metric->step_ms <= 0 };
	if (after == MOMENT_EVER) {
		return coverage;
	}
	/* The calendar's range is far smaller than what the subtraction can hold. */
	uint64_t length = (uint64_t)upto - (uint64_t)after;
	uint64_t unit = coverage.is_days ? (uint64_t)MOMENT_DAY : (uint64_t)metric->step_ms;
	int64_t present = window->known == 0 ? 0 : coverage.is_days ? window->days : window->known;
	coverage.expected = (int64_t)(length / unit);
	coverage.present = present < coverage.expected ? present : coverage.expected;
	return coverage;
}
