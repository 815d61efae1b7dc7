/* SPDX-License-Identifier: MIT */
/*
 * One metric while it is bound: for the files of this room that do so.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_BINDING_H
#define LINTEL_SOURCES_TELEMETRY_BINDING_H

#include "config/config.h"
#include "facts/measure.h"

struct arena;
struct map;
struct strand;

typedef VEC(const struct series *) series_list;
typedef VEC(struct metric) metric_list;

struct binding {
	struct arena *arena;
	struct measures *measures;
	const struct config_metric *declared;
	struct metric *metric;
	/* Its series, sorted; those that differ only in their unit stand together. */
	const series_list *series;
	moment as_of;
	/* `metric` is one segment of what is declared. */
	bool is_segment;
};

/* Makes the metric of its series. */
void binding_run(struct binding *binding);

/*
 * Of a metric that is declared `by` labels and not bound yet: one more for each
 * of their values, bound, at the end of `list`.  Values that make no name are
 * faults.  `names` are those that are taken.
 */
void segments_bind(const struct binding *whole, struct map *names, metric_list *list);

/* Makes the metric unknown; the first reason stays. */
void binding_unknown(struct binding *binding, enum reason reason, struct str text);

/* Adds a fault of the metric. */
void binding_fault(struct binding *binding, const char *kind, struct place place, struct str text,
		struct str remedy);

/* Both. */
void binding_refuse(struct binding *binding, enum reason reason, const char *kind,
		struct place place, struct str text, struct str remedy);

/* How many of the samples, sorted by time, are not of the future. */
size_t moments_until(const struct sample *samples, size_t len, moment as_of);

/* Samples from before anything was measured, or from the future. */
void moments_check(struct binding *binding, const struct strand *strand);

/* What is later is not there; where all of it is, all of it stays to be shown. */
void future_cut(const struct binding *binding, struct strand *strand);

/* 99.9 is no ratio, and what is compared with it would be wrong by a hundred. */
void ratio_check(struct binding *binding, const struct strand *strand);

/* Values below `least` and above `most` are wrong data: unknown, like NaN. */
void range_apply(struct binding *binding, struct strand *strand);

#endif
