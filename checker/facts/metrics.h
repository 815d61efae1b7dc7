/* SPDX-License-Identifier: MIT */
/*
 * Measures of modules, after Martin (coupling, stability, abstractness), Lakos
 * (dependency on components, CCD) and MacCormack (propagation cost), said for C.
 * docs/metrics.md has the formulas.
 */
#ifndef LINTEL_FACTS_METRICS_H
#define LINTEL_FACTS_METRICS_H

#include "facts/code.h"

enum code_metric {
	/* Other modules that use it. */
	METRIC_FAN_IN,
	/* Other modules that it uses. */
	METRIC_FAN_OUT,
	/* fan_out / (fan_in + fan_out); 0 for a module on its own. */
	METRIC_INSTABILITY,
	/* The share of abstract headers among those the compiler read; 0 without any. */
	METRIC_ABSTRACTNESS,
	/* |abstractness + instability - 1| */
	METRIC_DISTANCE,
	/* The longest way down over components of modules; 0 for one that uses none. */
	METRIC_DEPTH,
	/* Modules that it depends on, directly or not, itself included. */
	METRIC_REACH,
	/* reach / modules */
	METRIC_PROPAGATION_COST,
	/* Modules that it uses although they are less stable than itself. */
	METRIC_UNSTABLE_USES,
	METRICS,
};

/* "fan_in", …, NULL: indexed by enum code_metric. */
extern const char *const metric_words[];

/* Whether a metric needs symbols; the others are known from includes too, less exactly. */
bool metric_needs_symbols(enum code_metric metric);

struct module_metrics {
	double values[METRICS];
};

struct code_metrics {
	/* For each module. */
	struct module_metrics *modules;
	/* The sum of all reaches: Lakos's cumulative component dependency, in modules. */
	uint64_t ccd;
	/* ccd / modules²: MacCormack's propagation cost. */
	double propagation_cost;
};

/* Uses that stand in judged files; `by` has a bit 1 << USE_… for each kind that counts. */
struct code_metrics code_metrics_create(struct arena *arena, const struct code *code, unsigned by);

#endif
