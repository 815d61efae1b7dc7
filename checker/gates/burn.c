/* SPDX-License-Identifier: MIT */
#include "gates/burn.h"

#include "base/arena.h"
#include "conditions/increase.h"
#include "facts/code.h"
#include "gates/binomial.h"
#include "gates/burn_text.h"

struct burn burn_unknown(struct duration window, enum reason reason, struct str text)
{
	return (struct burn){
		.window = window,
		.reason = reason,
		.reason_text = text,
		.least = 0,
		.most = 1,
		.ratio = (double)NAN,
		.rate = (double)NAN,
	};
}

/* ---- a window ---- */

/* The number of the moment that is nearest to the beginning of the window; 0 if there is none. */
static size_t window_begin(const struct burn_source *source, moment begin)
{
	size_t low = 0;
	size_t high = source->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (burn_moment_at(source, middle) > begin) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	if (low == source->len) {
		return low - 1;
	}
	moment before = begin - burn_moment_at(source, low);
	moment behind = burn_moment_at(source, low - 1) - begin;
	return before <= behind ? low : low - 1;
}

/* UTC days on which there is a moment, the first of the window not counted. */
static int64_t days_of(const struct burn_source *source, size_t first)
{
	int64_t days = 0;
	int64_t last = INT64_MAX;
	for (size_t i = 0; i < first; i++) {
		moment at = burn_moment_at(source, i);
		int64_t day = at / MOMENT_DAY - (at % MOMENT_DAY < 0);
		days += day != last;
		last = day;
	}
	return days;
}

/* Of a delta, what is missing was not counted: nine in ten moments must be there. */
static bool delta_is_covered(const struct burn_source *source, const struct samples *samples,
		size_t first, uint32_t begin, uint32_t end, int64_t length)
{
	if (samples->metric->type != MEASURE_DELTA) {
		return true;
	}
	int64_t days = samples->metric->step_ms > 0 ? 0 : length / MOMENT_DAY;
	return (double)first + BURN_ROUNDING >= (1 - BURN_TOLERANCE) * (double)(end - begin)
	       && (double)days_of(source, days > 0 ? first : 0) + BURN_ROUNDING
				  >= (1 - BURN_TOLERANCE) * (double)days;
}

static bool step_is_kept(const struct samples *samples, size_t present, int64_t length)
{
	int64_t step = samples->metric ? samples->metric->step_ms : 0;
	int64_t expected = step > 0 ? length / step : 0;
	return (double)present + BURN_ROUNDING >= (1 - BURN_TOLERANCE) * (double)expected;
}

static bool window_is_covered(const struct burn_source *source, size_t first, int64_t length)
{
	const struct burn_moment *begin = &source->moments[first];
	const struct burn_moment *end = &source->moments[0];
	bool is_kept = step_is_kept(&source->all, first, length)
		       && delta_is_covered(
				       source, &source->all, first, begin->all, end->all, length);
	if (source->events->part) {
		is_kept = is_kept && step_is_kept(&source->part, first, length)
			  && delta_is_covered(source, &source->part, first, begin->part, end->part,
					  length);
	}
	return is_kept;
}

static double delta_sum(const struct burn_source *source, size_t first, bool is_part)
{
	const struct metric *metric = is_part ? source->part.metric : source->all.metric;
	double sum = 0;
	double error = 0;
	for (size_t i = first; i-- > 0;) {
		const struct burn_moment *at = &source->moments[i];
		double value = metric->samples[is_part ? at->part : at->all].value;
		double next = sum + value;
		error += fabs(sum) >= fabs(value) ? (sum - next) + value : (value - next) + sum;
		sum = next;
	}
	return sum + error;
}

/* By how much a counter, or buckets of a histogram, grew between two samples. */
static void growth_of(const struct burn_source *source, const struct samples *samples,
		uint32_t begin, uint32_t end, const uint32_t *numbers, double *values, size_t count,
		uint32_t *resets)
{
	struct increase increase = increase_create(source->scratch, samples->metric);
	struct increase_from from = { .has_base = true, .base = begin };
	uint32_t first = begin;
	uint32_t last = begin;

	for (uint32_t i = begin + 1; i <= end; i++) {
		if (samples_reason(samples, i) != REASON_NONE) {
			continue;
		}
		if (first == begin) {
			first = i;
		} else {
			increase_add(&increase, samples, last, i);
		}
		last = i;
	}
	for (size_t i = 0; i < count; i++) {
		values[i] = numbers[i] == NONE ? 0
					       : increase_value(&increase, samples, &from, first,
								 last, numbers[i]);
	}
	*resets += increase.resets + (increase_is_reset(samples, begin, first) ? 1 : 0);
}

static double events_of(
		const struct burn_source *source, size_t first, bool is_part, uint32_t *resets)
{
	const struct samples *samples = is_part ? &source->part : &source->all;
	const struct burn_moment *begin = &source->moments[first];
	const struct burn_moment *end = &source->moments[0];
	const struct metric *metric = samples->metric;
	uint32_t number = metric->type == MEASURE_HISTOGRAM ? (uint32_t)metric->bound_count - 1 : 0;
	double value;

	if (metric->type == MEASURE_DELTA) {
		return delta_sum(source, first, is_part);
	}
	growth_of(source, samples, is_part ? begin->part : begin->all,
			is_part ? end->part : end->all, &number, &value, 1, resets);
	return value;
}

static void latency_count(const struct burn_source *source, size_t first, struct burn *burn)
{
	uint32_t numbers[] = { source->bucket_below, source->bucket_above,
		(uint32_t)source->events->all->bound_count - 1 };
	double values[COUNT_OF(numbers)];

	growth_of(source, &source->all, source->moments[first].all, source->moments[0].all, numbers,
			values, COUNT_OF(numbers), &burn->resets);
	burn->all = values[2];
	burn->bad = values[2] - values[1];
	burn->bad_most = values[2] - values[0];
}

static void parts_count(const struct burn_source *source, size_t first, struct burn *burn)
{
	uint32_t resets = 0;
	double part = events_of(source, first, true, &resets);
	burn->all = events_of(source, first, false, &burn->resets);
	/* Mostly it is one process that began anew with all its counters. */
	burn->resets = burn->resets > resets ? burn->resets : resets;
	burn->bad = source->events->part_is_good ? burn->all - part : part;
	burn->bad_most = burn->bad;
}

/* What was counted makes no sense, or says nothing; REASON_NONE if it does. */
static enum reason counts_check(
		const struct burn_source *source, struct burn *burn, struct str *text)
{
	double slack = BURN_ROUNDING * fabs(burn->all);
	if (!isfinite(burn->all) || !isfinite(burn->bad) || !isfinite(burn->bad_most)
			|| burn->all < 0) {
		*text = STR("what was counted is no number of events");
		return REASON_UNDEFINED;
	}
	if (burn->bad < -slack || burn->bad_most > burn->all + slack) {
		*text = source->events->part_is_good ? STR("more good events than there are at all")
						     : STR("more bad events than there are at all");
		return REASON_UNDEFINED;
	}
	burn->bad = fmin(fmax(burn->bad, 0), burn->all);
	burn->bad_most = fmin(fmax(burn->bad_most, burn->bad), burn->all);
	if (!(burn->all > 0) && !source->events->all->empty_is_zero) {
		*text = STR("no traffic");
		return REASON_SPARSE;
	}
	if (burn->all > 0 && burn->all < source->events->min_events) {
		struct buf out = { 0 };
		count_write(burn->all, &out);
		buf_add_cstr(&out, " events, ");
		count_write(source->events->min_events, &out);
		buf_add_cstr(&out, " are asked for");
		*text = str_dup(source->arena, buf_str(&out));
		buf_finish(&out);
		return REASON_SPARSE;
	}
	return REASON_NONE;
}

/* Why there is no sample at the beginning of the window. */
static struct burn window_open(
		const struct burn_source *source, struct duration window, size_t first)
{
	size_t nearest = first > 0 || source->len == 1 ? first : 1;
	moment begin = moment_before(source->upto, window);
	bool is_short = nearest + 1 == source->len && burn_moment_at(source, nearest) > begin;
	struct buf out = { 0 };
	struct buf length = { 0 };

	duration_write(window, &length);
	buf_add_cstr(&out, is_short ? "the data reach back " : "no sample is near its beginning, ");
	age_write(source->upto - burn_moment_at(source, nearest), &out);
	buf_fmt(&out, is_short ? " of %s" : " and not %s ago", length.p);
	struct str text = str_dup(source->arena, buf_str(&out));
	buf_finish(&out);
	buf_finish(&length);
	return burn_unknown(window, is_short ? REASON_INCOMPLETE : REASON_SPARSE, text);
}

struct burn burn_count(const struct burn_source *source, struct duration window, double budget)
{
	moment begin = moment_before(source->upto, window);
	int64_t length = source->upto - begin;
	size_t first = window_begin(source, begin);
	double off = (double)(source->upto - burn_moment_at(source, first)) - (double)length;
	struct burn burn = { .window = window };
	struct str text = STR("");

	if (first == 0 || fabs(off) > BURN_TOLERANCE * (double)length + BURN_ROUNDING) {
		return window_open(source, window, first);
	}
	if (!window_is_covered(source, first, length)) {
		return burn_unknown(window, REASON_SPARSE,
				STR("more than a tenth of its samples are missing"));
	}
	if (source->events->part) {
		parts_count(source, first, &burn);
	} else {
		latency_count(source, first, &burn);
	}
	enum reason reason = counts_check(source, &burn, &text);
	if (reason != REASON_NONE) {
		struct burn unknown = burn_unknown(window, reason, text);
		unknown.all = reason == REASON_SPARSE ? burn.all : 0;
		return unknown;
	}
	burn.is_known = true;
	if (burn.all > 0) {
		burn.ratio = burn.bad / burn.all;
		burn.least = binomial_bounds(burn.bad, burn.all).least;
		burn.most = binomial_bounds(burn.bad_most, burn.all).most;
	}
	burn.rate = burn.ratio / budget;
	return burn;
}

/* ---- against a limit ---- */

static enum truth truth_of(bool is_above, bool is_below)
{
	if (is_above) {
		return TRUTH_TRUE;
	}
	return is_below ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static void sparse_say(struct burn *burn, double limit, struct arena *arena)
{
	double wanted = binomial_least_events(limit);
	struct buf out = { 0 };

	if (burn->all < wanted) {
		count_write(burn->all, &out);
		buf_add_cstr(&out, " events, at least ");
		count_write(wanted, &out);
		buf_add_cstr(&out, " are needed to tell");
	} else {
		count_write(burn->bad, &out);
		buf_add_cstr(&out, " bad ones of ");
		count_write(burn->all, &out);
		buf_add_cstr(&out, " are too few to tell");
	}
	burn->reason = REASON_SPARSE;
	burn->reason_text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
}

enum truth burn_exceeds(struct burn *burn, double limit, struct arena *arena)
{
	if (!burn->is_known) {
		return TRUTH_UNKNOWN;
	}
	if (!(burn->all > 0)) {
		return TRUTH_FALSE;
	}
	bool is_plenty = burn->all * limit >= BURN_ALLOWED_LEAST;
	double least = is_plenty ? burn->ratio : burn->least;
	double most = is_plenty ? burn->bad_most / burn->all : burn->most;
	enum truth truth = truth_of(least > limit, is_plenty ? most <= limit : most < limit);
	if (truth != TRUTH_UNKNOWN) {
		return truth;
	}
	if (burn->bad_most > burn->bad) {
		burn->reason = REASON_UNDEFINED;
		burn->reason_text = STR("no bucket ends at the threshold");
	} else {
		sparse_say(burn, limit, arena);
	}
	return truth;
}
