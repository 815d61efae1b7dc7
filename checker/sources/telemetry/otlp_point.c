/* SPDX-License-Identifier: MIT */
/*
 * The points of OTLP metrics: numbers, histograms, summaries.
 */
#include "sources/telemetry/otlp.h"

#include "base/arena.h"

#include <math.h>

#define FLAG_NO_VALUE 1U

/* One point of it, as far as all kinds of points are alike. */
struct otlp_moment {
	moment at;
	moment start;
	bool has_no_value;
};

void otlp_fault(const struct otlp *otlp, const struct otlp_metric *metric, const char *remedy,
		const char *problem)
{
	sink_fault(otlp->line.sink, "schema", metric->name, otlp->line.number, str_of(remedy), "%s",
			problem);
}

static uint32_t series_of(struct otlp *otlp, const struct otlp_metric *metric, struct str name,
		enum measure_type type)
{
	const struct series_about about = { .type = type, .unit = metric->unit };
	return sink_series(otlp->line.sink, name, otlp->labels.p, otlp->labels.len, &about);
}

/* What all points have; false after a refusal, `*is_usable` false after a fault. */
static bool moment_read(struct otlp *otlp, const struct otlp_metric *metric,
		const struct node *point, struct otlp_moment *when, bool *is_usable)
{
	const struct otlp_line *line = &otlp->line;
	uint64_t flags;
	otlp->own.len = 0;
	*is_usable = false;
	if (!otlp_moment(line, point, "timeUnixNano", &when->at)
			|| !otlp_moment(line, point, "startTimeUnixNano", &when->start)
			|| !otlp_unsigned(line, point, "flags", &flags)
			|| !otlp_attributes(otlp, point, &otlp->own)) {
		return false;
	}
	if (when->at == MOMENT_EVER) {
		otlp_fault(otlp, metric, "mend the exporter: timeUnixNano must not be 0",
				"a point without a time is left out");
		sink_skip(line->sink);
		return true;
	}
	otlp_labels_merge(otlp);
	when->has_no_value = flags & FLAG_NO_VALUE;
	*is_usable = true;
	return true;
}

/* A cumulative count that starts anew without being smaller: its increase is a lower bound. */
static void start_check(struct otlp *otlp, const struct otlp_metric *metric, uint32_t series,
		const struct otlp_moment *when, double value)
{
	while (otlp->last.len <= series) {
		*vec_add(&otlp->last, sink_scratch(otlp->line.sink)) =
				(struct last_point){ .start = MOMENT_EVER, .at = MOMENT_EVER };
	}
	struct last_point *last = &otlp->last.p[series];
	if (when->at <= last->at) {
		return;
	}
	bool is_anew = last->start != MOMENT_EVER && when->start > last->start;
	if (is_anew && value >= last->value && !last->is_reported) {
		last->is_reported = true;
		sink_note(otlp->line.sink, "reset", metric->name, otlp->line.number,
				STR("look at what restarted"),
				"it began anew and is not smaller than before, so its increase is "
				"larger than it looks");
	}
	last->start = when->start;
	last->at = when->at;
	last->value = value;
}

/* The value of a number's point; false after a refusal. */
static bool value_read(struct otlp *otlp, const struct node *point, double *value, bool *is_there)
{
	const struct node *integer = otlp_member(point, "asInt");
	*is_there = integer != NULL;
	return integer ? otlp_number(&otlp->line, integer, value)
		       : otlp_double(&otlp->line, point, "asDouble", value, is_there);
}

static bool number_point(struct otlp *otlp, const struct otlp_metric *metric,
		const struct node *point, enum measure_type type)
{
	struct sink *sink = otlp->line.sink;
	struct otlp_moment when;
	bool is_usable;
	bool is_there;
	double value;
	if (!moment_read(otlp, metric, point, &when, &is_usable)
			|| !value_read(otlp, point, &value, &is_there)) {
		return false;
	}
	if (!is_usable) {
		return true;
	}
	uint32_t series = series_of(otlp, metric, metric->name, type);
	if (when.has_no_value) {
		sink_gap(sink, series, when.at);
		return true;
	}
	if (!is_there) {
		otlp_fault(otlp, metric, "mend the exporter: a point has asInt or asDouble",
				"a point without a value counts as unknown");
		value = (double)NAN;
	} else if (type == MEASURE_COUNTER && !(value >= 0)) {
		otlp_fault(otlp, metric, "mend the exporter", "a counter is negative or NaN");
		value = (double)NAN;
	}
	if (type == MEASURE_COUNTER && series != SERIES_NONE) {
		start_check(otlp, metric, series, &when, value);
	}
	sink_sample(sink, series, when.at, value, -1);
	return true;
}

static bool counts_read(struct otlp *otlp, const struct node *map, const char *key,
		const double **numbers, size_t *len)
{
	const struct node *items;
	if (!otlp_list(&otlp->line, map, key, &items, len)) {
		return false;
	}
	double *read = arena_new_array(otlp->line.arena, double, *len);
	for (size_t i = 0; i < *len; i++) {
		if (!otlp_number(&otlp->line, &items[i], &read[i])) {
			return false;
		}
	}
	*numbers = read;
	return true;
}

static bool buckets_read(struct otlp *otlp, const struct node *point, const char *key,
		struct otlp_buckets *buckets)
{
	const struct node *map;
	if (!otlp_map(&otlp->line, point, key, &map)) {
		return false;
	}
	return !map
	       || (otlp_integer(&otlp->line, map, "offset", &buckets->offset)
			       && counts_read(otlp, map, "bucketCounts", &buckets->counts,
					       &buckets->len));
}

static bool exponential_read(
		struct otlp *otlp, const struct node *point, struct otlp_point *histogram)
{
	const struct otlp_line *line = &otlp->line;
	histogram->is_exponential = true;
	return otlp_integer(line, point, "scale", &histogram->scale)
	       && otlp_double(line, point, "zeroCount", &histogram->zero_count, NULL)
	       && otlp_double(line, point, "zeroThreshold", &histogram->zero_bound, NULL)
	       && buckets_read(otlp, point, "positive", &histogram->positive)
	       && buckets_read(otlp, point, "negative", &histogram->negative);
}

/* `*wrong` is set if the buckets cannot be. */
static bool explicit_read(struct otlp *otlp, const struct node *point, struct otlp_point *histogram,
		const char **wrong)
{
	size_t len;
	if (!counts_read(otlp, point, "bucketCounts", &histogram->counts, &len)
			|| !counts_read(otlp, point, "explicitBounds", &histogram->bounds,
					&histogram->bound_count)) {
		return false;
	}
	if (len == 0 && histogram->bound_count == 0) {
		/* Only a count and a sum: all of it is in one bucket. */
		histogram->counts = &histogram->count;
	} else if (len != histogram->bound_count + 1) {
		*wrong = "it has not one count more than bounds";
	}
	return true;
}

static bool any_negative(const double *counts, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!(counts[i] >= 0)) {
			return true;
		}
	}
	return false;
}

static bool has_negative(const struct otlp_point *point)
{
	if (point->is_exponential) {
		return !(point->zero_count >= 0)
		       || any_negative(point->positive.counts, point->positive.len)
		       || any_negative(point->negative.counts, point->negative.len);
	}
	return any_negative(point->counts, point->bound_count + 1);
}

static bool histogram_point(struct otlp *otlp, const struct otlp_metric *metric,
		const struct node *point, bool is_exponential)
{
	struct otlp_moment when;
	struct otlp_point histogram = { 0 };
	const char *wrong = NULL;
	bool is_usable;
	bool has_sum;
	if (!moment_read(otlp, metric, point, &when, &is_usable)
			|| !otlp_double(&otlp->line, point, "count", &histogram.count, NULL)
			|| !otlp_double(&otlp->line, point, "sum", &histogram.sum, &has_sum)
			|| !(is_exponential ? exponential_read(otlp, point, &histogram)
					    : explicit_read(otlp, point, &histogram, &wrong))) {
		return false;
	}
	if (!is_usable) {
		return true;
	}
	histogram.start = when.start;
	histogram.at = when.at;
	histogram.sum = has_sum ? histogram.sum : (double)NAN;
	uint32_t series = series_of(otlp, metric, metric->name, MEASURE_HISTOGRAM);
	if (!when.has_no_value && !wrong) {
		wrong = has_negative(&histogram) ? "a count is negative or NaN"
						 : otlp_point_wrong(&histogram);
	}
	if (when.has_no_value || wrong) {
		sink_gap(otlp->line.sink, series, when.at);
	} else {
		otlp_histogram_add(&otlp->histograms, series, metric->name,
				metric->temporality == TEMPORALITY_DELTA, &histogram);
	}
	if (wrong && !when.has_no_value) {
		sink_fault(otlp->line.sink, "schema", metric->name, otlp->line.number,
				STR("mend the exporter"), "this histogram cannot be used: %s",
				wrong);
	}
	return true;
}

/* One quantile of a summary is a series of its own. */
static bool quantile_tell(struct otlp *otlp, const struct otlp_metric *metric,
		const struct node *item, const struct otlp_moment *when)
{
	double quantile;
	double value;
	struct str twice;
	if (!otlp_double(&otlp->line, item, "quantile", &quantile, NULL)
			|| !otlp_double(&otlp->line, item, "value", &value, NULL)) {
		return false;
	}
	struct buf text = { 0 };
	number_write(quantile, &text);
	otlp_labels_merge(otlp);
	*vec_add(&otlp->labels, otlp->line.arena) = (struct label){
		STR("quantile"),
		str_dup(otlp->line.arena, buf_str(&text)),
	};
	buf_finish(&text);
	if (!labels_settle(&otlp->labels, &twice)) {
		return otlp_refuse(&otlp->line, item->place, STR("rename the attribute"),
				"a summary with an attribute 'quantile'");
	}
	uint32_t series = series_of(otlp, metric, metric->name, MEASURE_QUANTILE);
	sink_sample(otlp->line.sink, series, when->at, value, -1);
	return true;
}

/* What a summary counted, as a series with this ending. */
static bool summary_part(struct otlp *otlp, const struct otlp_metric *metric,
		const struct node *point, const char *key, const struct otlp_moment *when)
{
	double value;
	bool is_there;
	if (!otlp_double(&otlp->line, point, key, &value, &is_there) || !is_there) {
		return !is_there;
	}
	struct str name = str_fmt(otlp->line.arena, STR_FMT "_%s", STR_ARG(metric->name), key);
	otlp_labels_merge(otlp);
	uint32_t series = series_of(otlp, metric, name, MEASURE_COUNTER);
	sink_sample(otlp->line.sink, series, when->at, value, -1);
	return true;
}

static bool summary_point(
		struct otlp *otlp, const struct otlp_metric *metric, const struct node *point)
{
	struct otlp_moment when;
	const struct node *items;
	size_t len;
	bool is_usable;
	if (!moment_read(otlp, metric, point, &when, &is_usable)
			|| !otlp_maps(&otlp->line, point, "quantileValues", &items, &len)) {
		return false;
	}
	if (!is_usable || when.has_no_value) {
		return true;
	}
	for (size_t i = 0; i < len; i++) {
		if (!quantile_tell(otlp, metric, &items[i], &when)) {
			return false;
		}
	}
	return summary_part(otlp, metric, point, "count", &when)
	       && summary_part(otlp, metric, point, "sum", &when);
}

bool otlp_point_read(struct otlp *otlp, const struct otlp_metric *metric, const struct node *point,
		enum otlp_kind kind)
{
	switch (kind) {
	case OTLP_GAUGE:
		return number_point(otlp, metric, point, MEASURE_GAUGE);
	case OTLP_SUM:
		return number_point(otlp, metric, point,
				metric->temporality == TEMPORALITY_DELTA ? MEASURE_DELTA
				: metric->is_monotonic                   ? MEASURE_COUNTER
									 : MEASURE_GAUGE);
	case OTLP_HISTOGRAM:
	case OTLP_EXPONENTIAL:
		return histogram_point(otlp, metric, point, kind == OTLP_EXPONENTIAL);
	case OTLP_SUMMARY:
		return summary_point(otlp, metric, point);
	}
	return false;
}
