/* SPDX-License-Identifier: MIT */
/*
 * Metrics made sample by sample, and records of service levels over them.
 */
#ifndef LINTEL_UNIT_GATES_LEVELS_H
#define LINTEL_UNIT_GATES_LEVELS_H

#include "base/err.h"
#include "facts/code.h"
#include "gates/burn.h"

#include "unit/unit.h"

#define LEVEL_MINUTE ((moment)60 * 1000)
#define LEVEL_HOUR (60 * LEVEL_MINUTE)
#define LEVEL_SAMPLES 100000
/* 2026-11-21T04:00:00Z */
#define LEVEL_NOW ((moment)1795233600 * 1000)

/* Room for samples; `metric` grows as they are added. */
struct level_metric {
	struct metric metric;
	struct sample *samples;
	double *counts;
};

static inline struct level_metric level_metric(
		struct arena *arena, const char *name, enum measure_type type)
{
	struct level_metric made = {
		.samples = arena_new_array(arena, struct sample, LEVEL_SAMPLES),
		.metric = { .name = str_of(name), .type = type, .unit = unit_bare },
	};
	made.metric.samples = made.samples;
	made.metric.source.path = STR("telemetry/web.om");
	return made;
}

static inline void level_add(struct level_metric *made, moment at, double value)
{
	assert_true(made->metric.len < LEVEL_SAMPLES);
	made->samples[made->metric.len++] = (struct sample){ at, value };
}

/* A histogram in milliseconds with these bounds, the last of them infinite. */
static inline struct level_metric level_histogram(
		struct arena *arena, const char *name, const double *bounds, size_t count)
{
	struct level_metric made = level_metric(arena, name, MEASURE_HISTOGRAM);
	struct err err;
	made.counts = arena_new_array(arena, double, LEVEL_SAMPLES);
	made.metric.bounds = bounds;
	made.metric.bound_count = count;
	made.metric.counts = made.counts;
	assert_true(unit_read(&made.metric.unit, STR("ms"), &err));
	return made;
}

static inline void level_add_counts(struct level_metric *made, moment at, const double *counts)
{
	size_t width = made->metric.bound_count;
	assert_true((made->metric.len + 1) * width < LEVEL_SAMPLES);
	for (size_t i = 0; i < width; i++) {
		made->counts[made->metric.len * width + i] = counts[i];
	}
	level_add(made, at, counts[width - 1]);
}

/* ---- records ---- */

/* The fields of the shipped kind that are read here. */
enum level_field {
	LEVEL_OBJECTIVE,
	LEVEL_PERIOD,
	LEVEL_GOOD,
	LEVEL_BAD,
	LEVEL_TOTAL,
	LEVEL_LATENCY,
	LEVEL_THRESHOLD,
	LEVEL_MIN_EVENTS,
	LEVEL_WINDOWS,
	LEVEL_FIELDS,
};

enum level_part {
	LEVEL_LONG,
	LEVEL_SHORT,
	LEVEL_FACTOR,
	LEVEL_SHARE,
	LEVEL_ALERT,
	LEVEL_PARTS,
};

static inline const struct register_kind *level_kind(struct arena *arena)
{
	static const char *const names[] = { "objective", "period", "good", "bad", "total",
		"latency", "threshold", "min_events", "windows" };
	static const char *const parts[] = { "long", "short", "factor", "share", "alert" };
	struct register_kind *kind = arena_new(arena, struct register_kind);
	struct field_kind *group;

	*kind = (struct register_kind){ .name = STR("service-level"), .field_count = LEVEL_FIELDS };
	kind->fields = arena_new_array(arena, struct field_kind, LEVEL_FIELDS);
	for (size_t i = 0; i < LEVEL_FIELDS; i++) {
		kind->fields[i].name = str_of(names[i]);
	}
	group = &kind->fields[LEVEL_WINDOWS];
	group->value = VALUE_GROUP;
	group->fields = arena_new_array(arena, struct field_kind, LEVEL_PARTS);
	group->field_count = LEVEL_PARTS;
	for (size_t i = 0; i < LEVEL_PARTS; i++) {
		group->fields[i].name = str_of(parts[i]);
	}
	return kind;
}

static inline void level_set(struct arena *arena, struct register_field *field, const char *text)
{
	struct register_value *value = arena_new(arena, struct register_value);
	struct err err;
	*value = (struct register_value){ .text = str_of(text), .is_valid = true };
	if (!quantity_read(&value->quantity, value->text, &err)) {
		value->quantity = (struct quantity){ .unit = unit_bare };
	}
	if (duration_read(&value->duration, value->text)) {
		value->quantity.value = (double)duration_ms(value->duration) / MOMENT_SECOND;
	} else if (unit_converts(&value->quantity.unit, &unit_second)) {
		value->quantity.value = unit_convert(
				value->quantity.value, &value->quantity.unit, &unit_second);
	}
	*field = (struct register_field){ .is_there = true, .values = value, .len = 1 };
}

/* A pair of windows; NULL for what it does not say. */
static inline void level_window(struct arena *arena, struct register_entry *entry,
		const char *const parts[LEVEL_PARTS])
{
	struct register_field *windows = &entry->fields[LEVEL_WINDOWS];
	struct register_value *values =
			arena_new_array(arena, struct register_value, windows->len + 1);
	for (size_t i = 0; i < windows->len; i++) {
		values[i] = windows->values[i];
	}
	struct register_value *value = &values[windows->len];
	value->is_valid = true;
	value->fields = arena_new_array(arena, struct register_field, LEVEL_PARTS);
	for (size_t i = 0; i < LEVEL_PARTS; i++) {
		if (parts[i]) {
			level_set(arena, &value->fields[i], parts[i]);
		}
	}
	*windows = (struct register_field){
		.is_there = true, .values = values, .len = windows->len + 1
	};
}

/* One record in a register of its own, and what it comes to. */
struct level_record {
	struct arena *arena;
	struct registers registers;
	struct register_entry *entry;
	struct metrics metrics;
	moment as_of;
};

static inline struct level_record level_record(
		struct arena *arena, const char *objective, const char *period)
{
	struct level_record record = { .arena = arena, .as_of = LEVEL_NOW };
	const struct register_kind *kind = level_kind(arena);
	registers_init(&record.registers, arena);
	*vec_add(&record.registers.kinds, arena) = kind;
	record.entry = vec_add(&record.registers.entries, arena);
	*record.entry = (struct register_entry){
		.kind = kind,
		.id = STR("web-availability"),
		.place = { .path = STR("governance/levels.yaml"), .line = 4, .column = 5 },
		.fields = arena_new_array(arena, struct register_field, LEVEL_FIELDS),
	};
	level_set(arena, &record.entry->fields[LEVEL_OBJECTIVE], objective);
	level_set(arena, &record.entry->fields[LEVEL_PERIOD], period);
	record.metrics.list = arena_new_array(arena, struct metric, 4);
	return record;
}

/* A metric that a field of the record names. */
static inline void level_metric_add(struct level_record *record, enum level_field field,
		const struct level_metric *metric)
{
	record->metrics.list[record->metrics.len++] = metric->metric;
	if (record->metrics.len == 2
			&& str_cmp(record->metrics.list[0].name, record->metrics.list[1].name)
					   > 0) {
		struct metric first = record->metrics.list[0];
		record->metrics.list[0] = record->metrics.list[1];
		record->metrics.list[1] = first;
	}
	char *name = arena_alloc(record->arena, metric->metric.name.len + 1);
	for (size_t i = 0; i < metric->metric.name.len; i++) {
		name[i] = metric->metric.name.p[i];
	}
	level_set(record->arena, &record->entry->fields[field], name);
}

static inline struct service_level *level_of(struct level_record *record)
{
	struct service_levels *levels = arena_new(record->arena, struct service_levels);
	const struct world world = {
		.as_of = record->as_of,
		.metrics = &record->metrics,
		.subject = SUBJECT_NONE,
	};
	service_levels_evaluate(levels, record->arena, &record->registers, &world);
	assert_int_equal(levels->list.len, 1);
	return &levels->list.p[0];
}

#endif
