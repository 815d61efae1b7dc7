/* SPDX-License-Identifier: MIT */
#include "gates/comparison.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/problem.h"
#include "base/suggest.h"

#include <stdlib.h>

#define MONTH_DAYS 30

struct comparing {
	struct comparisons *comparison;
	struct arena *arena;
	const struct comparison_facts *facts;
	size_t least;
};

struct numbers {
	VEC(double) list;
};

bool comparison_check(const struct config *config, const struct metrics *metrics,
		struct problems *problems)
{
	const struct config_measure *measures = config->outcomes.measures.p;
	size_t count = metrics ? metrics->len : 0;
	struct str *names = arena_new_array(problems->arena, struct str, count + 1);
	bool is_good = true;

	for (size_t i = 0; i < count; i++) {
		names[i] = metrics->list[i].name;
	}
	for (size_t i = 0; i < config->outcomes.measures.len; i++) {
		const struct text *name = &measures[i].metric;
		if (metrics && metric_find(metrics, name->s)) {
			continue;
		}
		struct str near = suggest(name->s, names, count);
		struct str remedy =
				near.len ? str_fmt(problems->arena, "did you mean '" STR_FMT "'?",
							   STR_ARG(near))
					 : STR("declare it: telemetry: metrics:");
		is_good = problem_add(problems, name->place, remedy, "unknown metric '" STR_FMT "'",
				STR_ARG(name->s));
	}
	return is_good;
}

static bool is_in(struct comparison_span span, moment at)
{
	return at >= span.from && at < span.to;
}

static int doubles_order(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;
	return (left > right) - (left < right);
}

static double median(struct numbers *numbers)
{
	size_t count = numbers->list.len;
	if (count == 0) {
		return 0;
	}
	qsort(numbers->list.p, count, sizeof(double), doubles_order);
	double upper = numbers->list.p[count / 2];
	return count % 2 ? upper : (numbers->list.p[count / 2 - 1] + upper) / 2;
}

static struct comparison_row *row_add(const struct comparing *comparing, struct str name,
		const char *unit, enum compared_better better)
{
	struct comparison_row *row = vec_add(&comparing->comparison->rows, comparing->arena);
	*row = (struct comparison_row){ .name = name, .unit = str_of(unit), .better = better };
	return row;
}

/* Medians of both sides; unknown where either side has too few. */
static void medians_fill(const struct comparing *comparing, struct comparison_row *row,
		struct numbers *before, struct numbers *after)
{
	row->before = (struct compared){ before->list.len, median(before) };
	row->after = (struct compared){ after->list.len, median(after) };
	row->is_known = before->list.len >= comparing->least && after->list.len >= comparing->least;
	if (!row->is_known) {
		row->why = str_fmt(comparing->arena,
				"too few: %zu and %zu, %zu are needed on each "
				"side",
				before->list.len, after->list.len, comparing->least);
	}
}

static double in_a_month(size_t count, struct comparison_span span)
{
	double days = (double)(span.to - span.from) / (double)MOMENT_DAY;
	return (double)count * MONTH_DAYS / days;
}

/* How often; that there were none is an answer too, so both sides together must do. */
static void rates_fill(const struct comparing *comparing, struct comparison_row *row, size_t before,
		size_t after)
{
	row->before = (struct compared){ before, in_a_month(before, comparing->facts->before) };
	row->after = (struct compared){ after, in_a_month(after, comparing->facts->after) };
	row->is_known = before + after >= comparing->least;
	if (!row->is_known) {
		row->why = str_fmt(comparing->arena,
				"too few: %zu and %zu, %zu are needed together", before, after,
				comparing->least);
	}
}

/* ---- incidents ---- */

static struct register_range incidents_of(const struct comparing *comparing)
{
	return register_of_kind(comparing->facts->registers, STR("incident"));
}

static void incidents_count(
		const struct comparing *comparing, const char *severity, const char *name)
{
	struct register_range incidents = incidents_of(comparing);
	size_t before = 0;
	size_t after = 0;

	for (size_t i = 0; i < incidents.len; i++) {
		moment began;
		bool is_counted = register_moment(&incidents.p[i], STR("began"), &began)
				  && (!severity
						  || str_eq(register_text(&incidents.p[i],
									    STR("severity")),
								  str_of(severity)));
		before += is_counted && is_in(comparing->facts->before, began);
		after += is_counted && is_in(comparing->facts->after, began);
	}
	struct comparison_row *row = row_add(comparing, str_of(name), "in 30 days", COMPARED_LESS);
	rates_fill(comparing, row, before, after);
}

/* Medians of the time from one moment of an incident to another, in minutes. */
static void incidents_time(const struct comparing *comparing, const char *to, const char *name)
{
	struct register_range incidents = incidents_of(comparing);
	struct numbers before = { 0 };
	struct numbers after = { 0 };

	for (size_t i = 0; i < incidents.len; i++) {
		moment began;
		moment end;
		if (!register_moment(&incidents.p[i], STR("began"), &began)
				|| !register_moment(&incidents.p[i], str_of(to), &end)
				|| end < began) {
			continue;
		}
		double minutes = (double)(end - began) / (60.0 * MOMENT_SECOND);
		if (is_in(comparing->facts->before, began)) {
			*vec_add(&before.list, comparing->arena) = minutes;
		} else if (is_in(comparing->facts->after, began)) {
			*vec_add(&after.list, comparing->arena) = minutes;
		}
	}
	struct comparison_row *row = row_add(comparing, str_of(name), "min", COMPARED_LESS);
	medians_fill(comparing, row, &before, &after);
}

/* ---- deployments ---- */

static struct map *broken_releases(const struct comparing *comparing)
{
	struct map *releases = map_create(comparing->arena);
	struct register_range incidents = { 0 };

	if (comparing->facts->registers) {
		incidents = incidents_of(comparing);
	}
	for (size_t i = 0; i < incidents.len; i++) {
		bool is_new;
		map_put(releases, register_text(&incidents.p[i], STR("release")), &is_new);
	}
	return releases;
}

static void deployments_compare(const struct comparing *comparing)
{
	const struct map *broken = broken_releases(comparing);
	struct compared before = { 0 };
	struct compared after = { 0 };

	vec_each (const struct deployment, one, &comparing->facts->deployments->list) {
		struct compared *side = is_in(comparing->facts->before, one->at)  ? &before
					: is_in(comparing->facts->after, one->at) ? &after
										  : NULL;
		if (side && !one->has_failed) {
			side->count++;
			side->value += map_find(broken, one->id) != NULL;
		}
	}
	struct comparison_row *row =
			row_add(comparing, STR("deployments"), "in 30 days", COMPARED_NEITHER);
	rates_fill(comparing, row, before.count, after.count);
	if (!comparing->facts->registers) {
		return;
	}
	row = row_add(comparing, STR("deployments that brought an incident"), "%", COMPARED_LESS);
	row->is_known = before.count >= comparing->least && after.count >= comparing->least;
	row->before = (struct compared){ before.count,
		before.count ? 100 * before.value / (double)before.count : 0 };
	row->after = (struct compared){ after.count,
		after.count ? 100 * after.value / (double)after.count : 0 };
	if (!row->is_known) {
		row->why = str_fmt(comparing->arena,
				"too few: %zu and %zu deployments, %zu are needed on each side",
				before.count, after.count, comparing->least);
	}
}

/* ---- metrics ---- */

static const char *why_not(const struct metric *metric)
{
	if (metric->derived.len > 0) {
		return "it is derived: compare what it is made of";
	}
	if (metric->type == MEASURE_COUNTER || metric->type == MEASURE_HISTOGRAM) {
		return "it only grows: compare a gauge, a ratio or a delta";
	}
	return metric->len == 0 ? "there is no sample of it" : NULL;
}

static void measure_compare(const struct comparing *comparing, const struct config_measure *measure)
{
	const struct metrics *metrics = comparing->facts->metrics;
	const struct metric *metric = metrics ? metric_find(metrics, measure->metric.s) : NULL;
	struct numbers before = { 0 };
	struct numbers after = { 0 };
	struct buf unit;

	struct comparison_row *row = row_add(comparing,
			measure->title.s.len ? measure->title.s : measure->metric.s, "",
			measure->better.value == BETTER_MORE ? COMPARED_MORE : COMPARED_LESS);
	const char *why = metric ? why_not(metric) : "it is not declared";
	if (why) {
		row->why = str_of(why);
		return;
	}
	for (size_t i = 0; i < metric->len; i++) {
		const struct sample *sample = &metric->samples[i];
		if (sample->value != sample->value) {
			continue;
		}
		if (is_in(comparing->facts->before, sample->at)) {
			*vec_add(&before.list, comparing->arena) = sample->value;
		} else if (is_in(comparing->facts->after, sample->at)) {
			*vec_add(&after.list, comparing->arena) = sample->value;
		}
	}
	buf_init(&unit);
	unit_write(&metric->unit, &unit);
	row->unit = str_dup(comparing->arena, buf_str(&unit));
	buf_finish(&unit);
	medians_fill(comparing, row, &before, &after);
}

void comparison_make(struct comparisons *comparison, struct arena *arena,
		const struct comparison_facts *facts)
{
	const struct config_outcomes *config = &facts->config->outcomes;
	const struct config_measure *measures = config->measures.p;
	const struct comparing comparing = {
		.comparison = comparison,
		.arena = arena,
		.facts = facts,
		.least = config->least.is_set && config->least.value > 0
					 ? (size_t)config->least.value
					 : COMPARISON_LEAST,
	};

	*comparison = (struct comparisons){ 0 };
	if (facts->registers) {
		incidents_count(&comparing, NULL, "incidents");
		incidents_count(&comparing, "major", "incidents, major");
		incidents_count(&comparing, "severe", "incidents, severe");
		incidents_time(&comparing, "detected", "time to detect");
		incidents_time(&comparing, "restored", "time to restore");
	}
	if (facts->deployments) {
		deployments_compare(&comparing);
	}
	for (size_t i = 0; i < config->measures.len; i++) {
		measure_compare(&comparing, &measures[i]);
	}
}
