/* SPDX-License-Identifier: MIT */
/*
 * Names for conditions to know: a metric of each type, two decisions, modules.
 */
#ifndef LINTEL_UNIT_CONDITIONS_NAMED_H
#define LINTEL_UNIT_CONDITIONS_NAMED_H

#include "base/err.h"
#include "conditions/condition.h"
#include "facts/code.h"
#include "unit/unit.h"

/* Sorted by name, as metrics are. */
static const struct named_metric {
	const char *name;
	enum measure_type type;
	const char *unit;
	const char *derived;
} named_metrics[] = {
	{ "bus.consumers", MEASURE_GAUGE, "", "" },
	{ "checkout.latency", MEASURE_GAUGE, "ms", "" },
	{ "cost", MEASURE_GAUGE, "USD", "" },
	{ "http.errors", MEASURE_RATIO, "ratio", "" },
	{ "http.requests", MEASURE_COUNTER, "request", "" },
	{ "jobs.added", MEASURE_DELTA, "job", "" },
	{ "lat.hist", MEASURE_HISTOGRAM, "ms", "" },
	{ "lat.p95", MEASURE_QUANTILE, "ms", "" },
	{ "ltv_cac", MEASURE_UNTYPED, "ratio", "metric(cost, last) / metric(cost, last)" },
	{ "raw", MEASURE_UNTYPED, "s", "" },
};

static inline struct condition_names named_create(struct arena *arena)
{
	static struct code_module modules[] = { { .name = STR_INIT("core") },
		{ .name = STR_INIT("net") } };
	static const struct code code = { .modules = modules, .module_count = COUNT_OF(modules) };
	struct metrics *metrics = arena_new(arena, struct metrics);
	struct decisions *decisions = arena_new(arena, struct decisions);
	metrics->len = COUNT_OF(named_metrics);
	metrics->list = arena_new_array(arena, struct metric, metrics->len);
	for (size_t i = 0; i < metrics->len; i++) {
		const struct named_metric *named = &named_metrics[i];
		struct metric *metric = &metrics->list[i];
		struct err err;
		*metric = (struct metric){ .name = str_of(named->name),
			.type = named->type,
			.unit = unit_bare,
			.derived = str_of(named->derived) };
		assert_true(!named->unit[0] || unit_read(&metric->unit, str_of(named->unit), &err));
	}
	decisions_init(decisions, arena);
	*vec_add(&decisions->list, arena) = (struct decision){
		.path = STR("adr/0007-bus.md"), .id = STR("ADR-0007"), .number = STR("7")
	};
	*vec_add(&decisions->list, arena) = (struct decision){
		.path = STR("adr/0012-net.md"), .id = STR("ADR-0012"), .number = STR("12")
	};
	decisions_freeze(decisions);
	static const struct str rules[] = { STR_INIT("layering"), STR_INIT("no-sockets") };
	return (struct condition_names){
		.metrics = metrics,
		.decisions = decisions,
		.code = &code,
		.rules = rules,
		.rule_count = COUNT_OF(rules),
	};
}

#endif
