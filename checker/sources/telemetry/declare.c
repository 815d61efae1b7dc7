/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/declare.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/problem.h"
#include "sources/telemetry/selector.h"

#define MAX_AGE_DEFAULT (7 * MOMENT_DAY)
#define SEGMENT_LABELS_MOST 4

bool selector_check(const struct text *from, struct arena *arena, struct problems *problems)
{
	struct series_selector selector;
	struct str remedy = STR("");
	struct err err;
	size_t at;

	if (series_selector_read(&selector, arena, from->s, &at, &remedy, &err)) {
		return true;
	}
	return problem_add(problems, from->place, remedy,
			"series selector '" STR_FMT "': %s at byte %zu", STR_ARG(from->s), err.text,
			at + 1);
}

static int64_t duration_of(const struct text *text, int64_t otherwise, struct problems *problems)
{
	struct duration duration;

	if (text->place.path.len == 0) {
		return otherwise;
	}
	if (!duration_read(&duration, text->s)) {
		problem_add(problems, text->place,
				STR("write a whole number and min, h, d, w, mo, q or y: 7d"),
				"'" STR_FMT "' is no duration", STR_ARG(text->s));
		return otherwise;
	}
	return duration_ms(duration);
}

static struct unit unit_of(const struct text *text, struct problems *problems)
{
	struct unit unit = unit_bare;
	struct err err;

	if (text->place.path.len && !unit_read(&unit, text->s, &err)) {
		problem_add(problems, text->place, STR(""), "%s", err.text);
		return unit_bare;
	}
	return unit;
}

static enum measure_type type_of(const struct config_metric *declared)
{
	static const enum measure_type types[] = {
		[METRIC_TYPE_AS_SOURCE] = MEASURE_UNTYPED,
		[METRIC_TYPE_COUNTER] = MEASURE_COUNTER,
		[METRIC_TYPE_GAUGE] = MEASURE_GAUGE,
		[METRIC_TYPE_HISTOGRAM] = MEASURE_HISTOGRAM,
		[METRIC_TYPE_QUANTILE] = MEASURE_QUANTILE,
		[METRIC_TYPE_RATIO] = MEASURE_RATIO,
		[METRIC_TYPE_DELTA] = MEASURE_DELTA,
	};

	return types[declared->type.value];
}

/* What contradicts itself or can never be. */
static void numbers_check(const struct config_metric *declared, struct problems *problems)
{
	bool has_many = declared->series.is_set && declared->series.value > 1;

	if (declared->series.is_set && declared->series.value < 1) {
		problem_add(problems, declared->series.place, STR("expect at least one: 1"),
				"a metric of no series");
	}
	if (has_many && declared->agg.value == AGG_NONE) {
		problem_add(problems, declared->series.place,
				STR("say what they come to: agg: sum, max, min or mean"),
				"several series and no `agg`");
	}
	if (declared->min_events.is_set && declared->min_events.value < 0) {
		problem_add(problems, declared->min_events.place, STR("write 0 or more"),
				"there are no fewer events than none");
	}
	if (declared->least.is_set && declared->most.is_set
			&& declared->least.value > declared->most.value) {
		problem_add(problems, declared->least.place, STR("swap `least` and `most`"),
				"no value is as large as `least` and as small as `most`");
	}
	if (declared->empty_means.value == EMPTY_ZERO && declared->source.len == 0) {
		problem_add(problems, declared->empty_means.place,
				STR("name the snapshots that would have it: source: [telemetry/errors-*.json]"),
				"that a series is missing means zero only where it could have been");
	}
}

/* Labels that the metric is told by, which are there once each. */
static const struct str *by_of(
		const struct text_list *by, struct arena *arena, struct problems *problems)
{
	struct str *labels = arena_new_array(arena, struct str, by->len);

	if (by->is_set && by->len == 0) {
		problem_add(problems, by->place, STR("name a label, or leave it out: [segment]"),
				"`by` names no label");
	}
	if (by->len > SEGMENT_LABELS_MOST) {
		problem_add(problems, by->place, STR("name the one or two that somebody asks for"),
				"a metric is told by at most %d labels", SEGMENT_LABELS_MOST);
		return labels;
	}
	for (size_t i = 0; i < by->len; i++) {
		labels[i] = by->p[i].s;
		for (size_t k = 0; k < i; k++) {
			if (str_eq(labels[k], labels[i])) {
				problem_add(problems, by->p[i].place, STR("name it once"),
						"label '" STR_FMT "' stands here twice",
						STR_ARG(labels[i]));
			}
		}
	}
	return labels;
}

static struct metric metric_of(const struct config_metric *declared, struct arena *arena,
		struct problems *problems)
{
	numbers_check(declared, problems);
	(void)selector_check(&declared->from, arena, problems);
	return (struct metric){
		.name = declared->name.s,
		.place = declared->name.place,
		.type = type_of(declared),
		.unit = unit_of(&declared->unit, problems),
		.max_age_ms = duration_of(&declared->max_age, MAX_AGE_DEFAULT, problems),
		.step_ms = duration_of(&declared->step, 0, problems),
		.min_events = declared->min_events.is_set ? declared->min_events.value : 0,
		.empty_is_zero = declared->empty_means.value == EMPTY_ZERO,
		.by = by_of(&declared->by, arena, problems),
		.by_count = declared->by.len,
		.by_place = declared->by.place,
	};
}

static struct metric metric_derive(const struct config_derived *derived, struct arena *arena,
		struct problems *problems)
{
	return (struct metric){
		.name = derived->name.s,
		.place = derived->name.place,
		.unit = unit_of(&derived->unit, problems),
		.derived = derived->of.s,
		.derived_place = derived->of.place,
		.by = by_of(&derived->by, arena, problems),
		.by_count = derived->by.len,
		.by_place = derived->by.place,
	};
}

void metrics_declare(struct metrics *metrics, struct arena *arena,
		const struct config_telemetry *config, struct problems *problems)
{
	const struct config_metric *declared = config->metrics.p;
	const struct config_derived *derived = config->derived.p;
	struct map *names = map_create(arena);

	metrics->list = arena_new_array(
			arena, struct metric, config->metrics.len + config->derived.len);
	metrics->len = 0;
	for (size_t i = 0; i < config->metrics.len; i++) {
		metrics->list[metrics->len++] = metric_of(&declared[i], arena, problems);
		map_put(names, declared[i].name.s, NULL);
	}
	for (size_t i = 0; i < config->derived.len; i++) {
		if (map_find(names, derived[i].name.s)) {
			problem_add(problems, derived[i].name.place,
					STR("call one of them otherwise"),
					"'" STR_FMT "' is a declared metric already",
					STR_ARG(derived[i].name.s));
		}
		metrics->list[metrics->len++] = metric_derive(&derived[i], arena, problems);
	}
}
