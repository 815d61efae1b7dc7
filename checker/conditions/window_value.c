/* SPDX-License-Identifier: MIT */
#include "conditions/window_value.h"

#define SECOND_MS 1000.0

static bool is_type(const struct window *window, enum measure_type type)
{
	return window->samples.metric->type == type;
}

bool window_counts_growth(const struct window *window)
{
	if (is_type(window, MEASURE_HISTOGRAM)) {
		return window->aggregate != AGGREGATE_LAST;
	}
	return is_type(window, MEASURE_COUNTER)
	       && (window->aggregate == AGGREGATE_RATE || window->aggregate == AGGREGATE_DELTA);
}

bool window_is_ranked(const struct window *window)
{
	return window->aggregate == AGGREGATE_PERCENTILE && !is_type(window, MEASURE_HISTOGRAM);
}

/* Why the samples without a value have none. */
static enum reason gap_reason(const struct window *window)
{
	return window->unknown > window->thin ? window->samples.gap : REASON_SPARSE;
}

/* The sample before the window that still counted when it began. */
static bool has_base(const struct window *window, moment after)
{
	if (after == MOMENT_EVER || window->tail == 0) {
		return false;
	}
	moment at = samples_at(&window->samples, window->tail - 1);
	return samples_expiry(&window->samples, at) > after;
}

/* Between the samples that growth is counted from and up to, in seconds. */
static double growth_seconds(const struct window *window, moment after)
{
	uint32_t from = window->tail - (has_base(window, after) ? 1 : 0);
	/* As doubles, which do not overflow, and are exact for any moment of a calendar. */
	return ((double)samples_at(&window->samples, window->head - 1)
			       - (double)samples_at(&window->samples, from))
	       / SECOND_MS;
}

static struct span growth_rate(const struct window *window, struct span growth, moment after)
{
	if (window->aggregate != AGGREGATE_RATE) {
		return growth;
	}
	double seconds = growth_seconds(window, after);
	if (seconds <= 0) {
		return span_unknown(REASON_SPARSE);
	}
	return span_between(growth.low / seconds, growth.high / seconds, growth.reason);
}

/* Of a counter: what is missing can only have added to it. */
static struct span counter_growth(const struct window *window, moment after)
{
	const struct samples *samples = &window->samples;
	bool is_based = has_base(window, after);
	if (window->head - window->tail + is_based < 2) {
		return span_unknown(REASON_SPARSE);
	}
	struct increase_from from = { .has_base = is_based, .base = window->tail - 1 };
	enum reason gap = window->unknown > 0 ? gap_reason(window) : REASON_NONE;
	if (is_based && samples_reason(samples, from.base) != REASON_NONE) {
		from.has_base = false;
		gap = samples_reason(samples, from.base);
	}
	double low = increase_value(&window->increase, samples, &from, window->first_known,
			window->last_known, 0);
	return span_between(low, gap == REASON_NONE ? low : INFINITY, gap);
}

/* Of what may rise and fall: the last sample against the first. */
static struct span gauge_growth(const struct window *window, moment after)
{
	const struct samples *samples = &window->samples;
	uint32_t first = window->tail - (has_base(window, after) ? 1 : 0);
	uint32_t last = window->head - 1;
	if (first == last) {
		return span_unknown(REASON_SPARSE);
	}
	enum reason reason = samples_reason(samples, first);
	reason = reason != REASON_NONE ? reason : samples_reason(samples, last);
	if (reason != REASON_NONE) {
		return span_unknown(reason);
	}
	return span_point(samples_value(samples, last) - samples_value(samples, first));
}

static struct span sum_value(struct window *window, uint32_t tail)
{
	if (window->unknown > 0) {
		return span_unknown(gap_reason(window));
	}
	if (window->infinite > 0) {
		return span_unknown(REASON_UNDEFINED);
	}
	return span_point(moving_part_sum(
			moving_sum_value(&window->sum, &window->samples, tail, window->head)));
}

/* Each sample says what happened since the one before. */
static struct span delta_growth(struct window *window, moment after)
{
	if (window->aggregate == AGGREGATE_DELTA) {
		return sum_value(window, window->tail);
	}
	if (has_base(window, after)) {
		return sum_value(window, window->tail);
	}
	/* Since when the first one counts is not known, so it is left out. */
	struct span all = sum_value(window, window->tail);
	double first = samples_value(&window->samples, window->tail);
	return span_between(all.low - first, all.high - first, all.reason);
}

static struct span growth_value(struct window *window, moment after)
{
	struct span growth;
	if (is_type(window, MEASURE_COUNTER)) {
		growth = counter_growth(window, after);
	} else if (is_type(window, MEASURE_DELTA)) {
		growth = delta_growth(window, after);
	} else {
		growth = gauge_growth(window, after);
	}
	return growth_rate(window, growth, after);
}

static struct span mean_value(struct window *window)
{
	struct span sum = sum_value(window, window->tail);
	return span_between(sum.low / window->known, sum.high / window->known, sum.reason);
}

static struct span slope_value(struct window *window)
{
	if (window->unknown > 0) {
		return span_unknown(gap_reason(window));
	}
	if (window->infinite > 0) {
		return span_unknown(REASON_UNDEFINED);
	}
	double slope = moving_part_slope(moving_sum_value(
			&window->sum, &window->samples, window->tail, window->head));
	return isnan(slope) ? span_unknown(REASON_SPARSE) : span_point(slope);
}

static struct span extreme_span(const struct window *window)
{
	double known = extreme_value(&window->extreme, &window->samples);
	if (window->unknown == 0) {
		return span_point(known);
	}
	return window->extreme.is_largest ? span_between(known, INFINITY, gap_reason(window))
					  : span_between(-INFINITY, known, gap_reason(window));
}

/* Linear between the two nearest: at (n - 1) of the way, as everybody computes it. */
static double rank_between(const struct window *window, uint64_t below)
{
	double values[2] = { -INFINITY, -INFINITY };
	uint64_t count = (uint64_t)window->known + window->unknown;
	double place = window->percentile / 100 * (double)(count - 1);
	uint64_t under = (uint64_t)place;
	double share = place - (double)under;
	if (under >= below && under - below < window->known) {
		ranks_values(&window->ranks, (uint32_t)(under - below), values);
	} else if (under >= below) {
		values[0] = values[1] = INFINITY;
	} else if (under + 1 == below) {
		/* The last of those without a value, and the smallest with one. */
		double smallest[2];
		ranks_values(&window->ranks, 0, smallest);
		values[1] = smallest[0];
	}
	if (share == 0 || values[0] == values[1]) {
		return values[0];
	}
	if (isinf(values[0]) || isinf(values[1])) {
		/* Between two opposite infinities there is no place. */
		return values[0] + values[1];
	}
	return values[0] + (values[1] - values[0]) * share;
}

static struct span percentile_value(const struct window *window)
{
	double low = rank_between(window, window->unknown);
	double high = window->unknown > 0 ? rank_between(window, 0) : low;
	if (isnan(low) || isnan(high)) {
		return span_unknown(window->unknown > 0 ? gap_reason(window) : REASON_UNDEFINED);
	}
	return span_between(low, high, window->unknown > 0 ? gap_reason(window) : REASON_NONE);
}

static struct span count_value(const struct window *window)
{
	enum reason reason = window->unknown > 0 ? gap_reason(window) : REASON_NONE;
	return span_between(window->known, (double)window->known + window->unknown, reason);
}

static struct span last_value(const struct window *window)
{
	uint32_t last = window->head - 1;
	enum reason reason = samples_reason(&window->samples, last);
	return reason == REASON_NONE ? span_point(samples_value(&window->samples, last))
				     : span_unknown(reason);
}

/* ---- histograms ---- */

struct histogram {
	const struct window *window;
	struct increase_from from;
};

static double bucket_growth(const struct histogram *h, uint32_t number)
{
	const struct window *window = h->window;
	return increase_value(&window->increase, &window->samples, &h->from, window->first_known,
			window->last_known, number);
}

/*
 * Linear within the bucket that the percentile falls into.  In the last one it
 * is only known to be above the bound before, in a first one that is not above
 * zero to be at most its bound.
 */
static struct span histogram_percentile(const struct histogram *h, double total)
{
	const struct metric *metric = h->window->samples.metric;
	const double *bounds = metric->bounds;
	double wanted = h->window->percentile / 100 * total;
	uint32_t last = (uint32_t)metric->bound_count - 1;
	double below = 0;
	uint32_t i = 0;
	double upto = bucket_growth(h, 0);
	while (i < last && (upto < wanted || upto <= 0)) {
		below = upto > below ? upto : below;
		upto = bucket_growth(h, ++i);
	}
	if (i == last) {
		return span_between(last > 0 ? bounds[last - 1] : -INFINITY, INFINITY,
				REASON_UNDEFINED);
	}
	if (i == 0 && bounds[0] <= 0) {
		return span_between(-INFINITY, bounds[0], REASON_UNDEFINED);
	}
	double begin = i > 0 ? bounds[i - 1] : 0;
	return span_point(begin + (bounds[i] - begin) * ((wanted - below) / (upto - below)));
}

static struct span histogram_mean(const struct histogram *h, double total)
{
	const struct metric *metric = h->window->samples.metric;
	if (!metric->sums) {
		return span_unknown(REASON_UNDEFINED);
	}
	double sum = bucket_growth(h, (uint32_t)metric->bound_count);
	if (!isfinite(sum)) {
		return span_unknown(REASON_UNDEFINED);
	}
	return span_point(h->window->aggregate == AGGREGATE_MEAN ? sum / total : sum);
}

static struct span histogram_value(const struct window *window, moment after)
{
	const struct metric *metric = window->samples.metric;
	bool is_based = has_base(window, after);
	struct histogram h = {
		.window = window,
		.from = { .has_base = is_based, .base = window->tail - 1 },
	};
	/* Without a beginning it is all that was ever counted. */
	h.from.is_zero = after == MOMENT_EVER;
	if (window->unknown > 0) {
		return span_unknown(gap_reason(window));
	}
	if (is_based && samples_reason(&window->samples, h.from.base) != REASON_NONE) {
		return span_unknown(samples_reason(&window->samples, h.from.base));
	}
	if (metric->bound_count == 0) {
		return span_unknown(REASON_UNDEFINED);
	}
	if (window->head - window->tail + is_based < 2 && !h.from.is_zero) {
		return span_unknown(REASON_SPARSE);
	}
	double total = bucket_growth(&h, (uint32_t)metric->bound_count - 1);
	switch (window->aggregate) {
	case AGGREGATE_COUNT:
	case AGGREGATE_DELTA:
	case AGGREGATE_RATE:
		return growth_rate(window, span_point(total), after);
	case AGGREGATE_MEAN:
	case AGGREGATE_SUM:
	case AGGREGATE_PERCENTILE:
		break;
	case AGGREGATE_LAST:
	case AGGREGATE_MIN:
	case AGGREGATE_MAX:
	case AGGREGATE_SLOPE:
		return span_unknown(REASON_UNDEFINED);
	}
	if (!(total > 0) || total < metric->min_events) {
		return span_unknown(REASON_SPARSE);
	}
	return window->aggregate == AGGREGATE_PERCENTILE ? histogram_percentile(&h, total)
							 : histogram_mean(&h, total);
}

/* ---- all together ---- */

/* A percentile that somebody computed says nothing about means or other percentiles. */
static bool is_refused(const struct window *window)
{
	return is_type(window, MEASURE_QUANTILE)
	       && (window->aggregate == AGGREGATE_MEAN || window->aggregate == AGGREGATE_SUM
			       || window->aggregate == AGGREGATE_PERCENTILE);
}

static struct span aggregate_value(struct window *window, moment after)
{
	if (is_type(window, MEASURE_HISTOGRAM) && window->aggregate != AGGREGATE_LAST) {
		return histogram_value(window, after);
	}
	switch (window->aggregate) {
	case AGGREGATE_LAST:
		return last_value(window);
	case AGGREGATE_MIN:
	case AGGREGATE_MAX:
		return extreme_span(window);
	case AGGREGATE_MEAN:
		return mean_value(window);
	case AGGREGATE_SUM:
		return sum_value(window, window->tail);
	case AGGREGATE_COUNT:
		return count_value(window);
	case AGGREGATE_PERCENTILE:
		return percentile_value(window);
	case AGGREGATE_RATE:
	case AGGREGATE_DELTA:
		return growth_value(window, after);
	case AGGREGATE_SLOPE:
		break;
	}
	return slope_value(window);
}

/* Why there is not enough in the window; REASON_NONE if there is. */
static enum reason shortage(const struct window *window, moment after, moment upto,
		const struct window_demand *demand)
{
	if (window->known + window->unknown == 0) {
		return window->head == 0 ? REASON_NO_SERIES : REASON_SPARSE;
	}
	if (window->known == 0) {
		return gap_reason(window);
	}
	if (window->known < demand->min_samples) {
		return REASON_SPARSE;
	}
	struct window_coverage coverage = window_coverage(window, after, upto);
	/* Shares such as 0.7 * 10 must not fail by a rounding error. */
	if (demand->coverage < 0 || coverage.expected < 1
			|| (double)coverage.present + 1e-9
					   >= demand->coverage * (double)coverage.expected) {
		return REASON_NONE;
	}
	bool reaches_back = window->tail > 0 || samples_at(&window->samples, 0) <= after;
	return reaches_back ? REASON_SPARSE : REASON_INCOMPLETE;
}

struct span window_value(struct window *window, moment after, moment upto,
		const struct window_demand *demand)
{
	enum reason reason = is_refused(window) ? REASON_UNDEFINED
						: shortage(window, after, upto, demand);
	return reason == REASON_NONE ? aggregate_value(window, after) : span_unknown(reason);
}
