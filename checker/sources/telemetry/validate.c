/* SPDX-License-Identifier: MIT */
/*
 * What makes data poor evidence though each number can be read: it is old, has
 * holes, says a moment twice, or is far from what it was.
 *
 * "Far" is judged by the median and the median deviation of a window, which a
 * few wild values do not move, and is only ever a note: somebody should look.
 */
#include "base/arena.h"
#include "sources/telemetry/telemetry.h"

#include <math.h>
#include <stdlib.h>

#define WINDOW_DAYS 28
/* Fewer tell nothing; more tell nothing new. */
#define WINDOW_LEAST 12
#define WINDOW_MOST 4096
/* Deviations from the median; of normal data one in two million is as far. */
#define FAR 5.0
/* A median deviation, seen as a standard deviation of normal data. */
#define MEDIAN_DEVIATION 1.4826
/* With a smaller share of the expected samples, holes are a fault and not a note. */
#define COVERAGE_LEAST 0.9

struct validation {
	struct measures *measures;
	const struct metric *metric;
	moment as_of;
};

static struct measure_fault *fault_add(struct measures *measures, const char *kind,
		struct str subject, struct place place, struct str remedy)
{
	struct measure_fault *fault = vec_add(&measures->faults, measures->arena);
	*fault = (struct measure_fault){
		.kind = str_of(kind),
		.subject = subject,
		.remedy = remedy,
		.place = place,
	};
	return fault;
}

static struct measure_fault *metric_fault(
		const struct validation *validation, const char *kind, struct str remedy)
{
	const struct metric *metric = validation->metric;
	return fault_add(validation->measures, kind, metric->name, metric->source, remedy);
}

static void moment_write(moment at, struct buf *out)
{
	char text[DATE_MOMENT_SIZE];
	date_write_moment(at / MOMENT_SECOND - (at % MOMENT_SECOND < 0), text);
	buf_add_cstr(out, text);
}

static void value_write(const struct metric *metric, double value, struct buf *out)
{
	quantity_write(&(struct quantity){ value, metric->unit }, out);
}

/* Takes what was written, and frees it. */
static struct str text_take(struct arena *arena, struct buf *out)
{
	struct str text = str_dup(arena, buf_str(out));
	buf_finish(out);
	return text;
}

static void freshness_check(const struct validation *validation)
{
	const struct metric *metric = validation->metric;
	moment newest = metric->samples[metric->len - 1].at;
	struct buf out;

	if (metric->max_age_ms == 0 || newest > validation->as_of
			|| validation->as_of - newest + metric->lookback_ms <= metric->max_age_ms) {
		return;
	}
	buf_init(&out);
	buf_add_cstr(&out, "its newest sample is of ");
	moment_write(newest, &out);
	buf_add_cstr(&out, ", ");
	age_write(validation->as_of - newest + metric->lookback_ms, &out);
	buf_add_cstr(&out, " old; no more than ");
	age_write(metric->max_age_ms, &out);
	buf_add_cstr(&out, " is evidence");
	metric_fault(validation, "stale", STR("export it again, or allow more with `max_age`"))
			->text = text_take(validation->measures->arena, &out);
}

static void newest_check(const struct validation *validation)
{
	const struct metric *metric = validation->metric;
	struct arena *arena = validation->measures->arena;
	size_t last = metric->len - 1;
	struct buf out;

	if (isnan(metric->samples[last].value)) {
		metric_fault(validation, "nan", STR("find out what is divided by nothing"))->text =
				STR("its newest value is no number (NaN)");
	}
	if (metric->events && metric->events[last] >= 0
			&& metric->events[last] < metric->min_events) {
		buf_init(&out);
		buf_add_cstr(&out, "only ");
		number_write(metric->events[last], &out);
		buf_add_cstr(&out,
				" events stand behind its newest value, where `min_events` asks for ");
		number_write(metric->min_events, &out);
		metric_fault(validation, "sparse", STR("measure over a longer window"))->text =
				text_take(arena, &out);
	}
}

static void gaps_check(const struct validation *validation)
{
	const struct metric *metric = validation->metric;
	moment longest = 0;
	moment longest_from = 0;
	double missing = 0;
	struct buf out;

	for (size_t i = 1; metric->step_ms && i < metric->len; i++) {
		moment distance = metric->samples[i].at - metric->samples[i - 1].at;
		if (distance * 2 <= metric->step_ms * 3) {
			continue;
		}
		missing += floor((double)distance / (double)metric->step_ms + 0.5) - 1;
		if (distance > longest) {
			longest = distance;
			longest_from = metric->samples[i - 1].at;
		}
	}
	if (missing == 0) {
		return;
	}
	double due = (double)metric->len + missing;
	buf_init(&out);
	number_write(missing, &out);
	buf_add_cstr(&out, " of ");
	number_write(due, &out);
	buf_add_cstr(&out, " expected samples are missing; nothing for ");
	age_write(longest, &out);
	buf_add_cstr(&out, " from ");
	moment_write(longest_from, &out);
	struct measure_fault *fault = metric_fault(validation, "gap",
			STR("mend the collection, or declare the `step` that it has"));
	fault->text = text_take(validation->measures->arena, &out);
	fault->is_note = (double)metric->len / due >= COVERAGE_LEAST;
}

static void resets_check(const struct validation *validation)
{
	const struct metric *metric = validation->metric;
	bool grows = metric->type == MEASURE_COUNTER || metric->type == MEASURE_HISTOGRAM;
	size_t resets = 0;
	moment last = 0;
	struct buf out;

	for (size_t i = 1; grows && i < metric->len; i++) {
		if (metric->samples[i].value < metric->samples[i - 1].value) {
			resets++;
			last = metric->samples[i].at;
		}
	}
	if (resets == 0) {
		return;
	}
	buf_init(&out);
	buf_fmt(&out, "it began again %zu %s, last before ", resets,
			resets == 1 ? "time" : "times");
	moment_write(last, &out);
	struct measure_fault *fault = metric_fault(
			validation, "reset", STR("what was counted in between is a lower bound"));
	fault->text = text_take(validation->measures->arena, &out);
	fault->is_note = true;
}

/* ---- far from what it was ---- */

struct window {
	double *values;
	size_t len;
	double newest;
	double least;
	double most;
};

static int value_order(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *values, size_t len)
{
	qsort(values, len, sizeof(*values), value_order);
	return len % 2 ? values[len / 2] : (values[len / 2 - 1] + values[len / 2]) / 2;
}

/* What is compared: the value, or how fast a counter grew up to it; NaN if neither is known. */
static double compared(const struct metric *metric, size_t i)
{
	const struct sample *sample = &metric->samples[i];

	if (metric->type != MEASURE_COUNTER) {
		return sample->value;
	}
	double grown = i ? sample->value - sample[-1].value : (double)NAN;
	return grown >= 0 ? grown * MOMENT_SECOND / (double)(sample->at - sample[-1].at)
			  : (double)NAN;
}

/* The values of the days before the newest sample; false if there are too few. */
static bool window_fill(struct window *window, const struct metric *metric, struct arena *arena)
{
	size_t last = metric->len - 1;
	moment from = metric->samples[last].at - WINDOW_DAYS * MOMENT_DAY;

	*window = (struct window){
		.values = arena_new_array(arena, double, WINDOW_MOST),
		.newest = compared(metric, last),
		.least = (double)INFINITY,
		.most = (double)-INFINITY,
	};
	for (size_t i = last; i > 0 && window->len < WINDOW_MOST; i--) {
		double value = compared(metric, i - 1);
		if (metric->samples[i - 1].at < from) {
			break;
		}
		if (isfinite(value)) {
			window->values[window->len++] = value;
			window->least = value < window->least ? value : window->least;
			window->most = value > window->most ? value : window->most;
		}
	}
	return window->len >= WINDOW_LEAST && isfinite(window->newest);
}

static void anomaly_report(const struct validation *validation, const struct window *window,
		double middle, double deviation)
{
	const struct metric *metric = validation->metric;
	bool is_rate = metric->type == MEASURE_COUNTER;
	struct buf out;

	buf_init(&out);
	value_write(metric, window->newest, &out);
	buf_fmt(&out,
			"%s is far from what it was: the %zu samples of the %d days before have the "
			"median ",
			is_rate ? " a second" : "", window->len, WINDOW_DAYS);
	value_write(metric, middle, &out);
	buf_add_cstr(&out, " and the usual deviation ");
	value_write(metric, deviation, &out);
	struct measure_fault *fault = metric_fault(validation, "anomaly",
			STR("look: something changed, or other data came under the same name"));
	fault->text = text_take(validation->measures->arena, &out);
	fault->is_note = true;
}

static void anomaly_check(const struct validation *validation)
{
	struct arena *scratch = arena_create();
	struct window window;

	if (validation->metric->type != MEASURE_HISTOGRAM
			&& window_fill(&window, validation->metric, scratch)) {
		double middle = median(window.values, window.len);
		double distance = fabs(window.newest - middle);
		for (size_t i = 0; i < window.len; i++) {
			window.values[i] = fabs(window.values[i] - middle);
		}
		double deviation = median(window.values, window.len) * MEDIAN_DEVIATION;
		/* Of what hardly ever changes, only what was never seen is far. */
		bool is_outside = window.newest < window.least || window.newest > window.most;
		if (is_outside && distance > FAR * deviation) {
			anomaly_report(validation, &window, middle, deviation);
		}
	}
	arena_destroy(scratch);
}

/* ---- series ---- */

static void series_check(struct measures *measures, const struct series *series)
{
	struct arena *arena = measures->arena;
	struct str name = series_write(series, arena);

	if (series->repeated.path.len) {
		fault_add(measures, "duplicate", name, series->repeated,
				STR("export each moment once; the first value counts"))
				->text = STR("it says a moment twice, with different values");
	}
	if (series->is_partial) {
		fault_add(measures, "partial", name, series->place,
				STR("ask again when all of the source answers"))
				->text = STR("its source warned that it is incomplete");
	}
	if (series->gaps) {
		struct measure_fault *fault = fault_add(measures, "gap", name, series->place,
				STR("mend the collection if they should be there"));
		fault->text = str_fmt(arena, "%zu %s no value", series->gaps,
				series->gaps == 1 ? "point has" : "points have");
		fault->is_note = true;
	}
}

void metrics_validate(struct measures *measures, const struct metrics *metrics, moment as_of)
{
	for (size_t i = 0; i < metrics->len; i++) {
		const struct validation validation = { measures, &metrics->list[i], as_of };
		if (validation.metric->len == 0) {
			continue;
		}
		freshness_check(&validation);
		newest_check(&validation);
		gaps_check(&validation);
		resets_check(&validation);
		anomaly_check(&validation);
	}
	vec_each (const struct series, series, &measures->series) {
		if (series->metric_count) {
			series_check(measures, series);
		}
	}
}
