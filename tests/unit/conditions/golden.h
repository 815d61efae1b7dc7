/* SPDX-License-Identifier: MIT */
/*
 * The world that golden evaluations look at, on 2026-11-20 at 18:00.
 *
 *	lat      ms        noon of each day: October 150, 1 to 6 November 180, then 220
 *	bus      -         noon of each day from 25 March, which has 5; 2 from 1 April; none
 *	                   on 10 and 11 August
 *	holes    ms        noon of 10, 14 and 20 November: 10
 *	nans     ms        noon of 18 and 19 November: 5; of the 20th: not a number
 *	old      ms        noon of each day of October: 50
 *	reqs     requests  a counter, each hour from 18 November, 0:00: 0, 100, 200 … 4700;
 *	                   on the 20th it begins again with 0, 10, 20 … 180; step 1 h
 *	hist     s         buckets up to 0.1, 0.5, 1, +Inf on the 20th at 6:00, 12:00, 18:00
 *	quant    ms        a quantile, noon of each day of November: 90
 *	share    %         noon of each day of November: 25
 *	cost     USD       noon of each day of November: 300
 *	users    user      noon of each day of November: 100
 *	nobody   user      noon of each day of November: 0
 *	few      ms        noon of each day of November: 7, with 5 events, of which 10 are wanted
 *	coming   ms        only in December
 *	none, broken       declared, and unknown
 *	per_user USD/user  derived: cost / users
 *	per_none USD/user  derived: cost / nobody
 *	circle             derived from itself
 *
 * Modules: app (100 lines, uses core twice and net once), core (220 lines, uses net
 * once), net (300 lines, uses core once).  ADR-0001 is accepted, ADR-0002 superseded since
 * the last review, ADR-0003 does not say.  ADR-0001 has fired, ADR-0002 has not.
 * The subject was proposed 2026-01-01, accepted 2026-01-15, reviewed 2026-08-01; on
 * 2026-09-01 somebody said yes, on 2026-10-01 no.
 */
#ifndef LINTEL_UNIT_CONDITIONS_GOLDEN_H
#define LINTEL_UNIT_CONDITIONS_GOLDEN_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/problem.h"
#include "conditions/evaluate.h"

#include <math.h>
#include <stdlib.h>

struct golden {
	struct arena *arena;
	struct metrics metrics;
	struct decisions decisions;
	struct code code;
	struct world world;
};

#define GOLDEN_METRICS 24
#define GOLDEN_HOUR ((moment)3600 * MOMENT_SECOND)

/* The first moment of a day. */
static inline moment golden_day(const char *text)
{
	date_day day = 0;
	return date_read_day(str_of(text), &day) ? (moment)day * MOMENT_DAY : MOMENT_NEVER;
}

static inline struct metric *golden_metric(
		struct golden *golden, struct str name, struct str unit, enum measure_type type)
{
	struct err err;
	struct metric *metric = &golden->metrics.list[golden->metrics.len++];
	*metric = (struct metric){ .name = name, .type = type, .unit = unit_bare };
	metric->max_age_ms = 36 * GOLDEN_HOUR;
	metric->source = (struct place){ .path = STR("telemetry/nov.csv"), .line = 12 };
	if (unit.len > 0 && !unit_read(&metric->unit, unit, &err)) {
		abort();
	}
	return metric;
}

static inline void golden_samples(struct golden *golden, struct metric *metric,
		const struct sample *samples, size_t len)
{
	metric->samples = arena_copy(golden->arena, samples, len * sizeof(*samples));
	metric->len = len;
}

/* A sample at noon of each day from `first` to `last`. */
static inline void golden_daily(struct golden *golden, struct metric *metric, const char *first,
		const char *last, double value)
{
	size_t count = (size_t)((golden_day(last) - golden_day(first)) / MOMENT_DAY) + 1;
	struct sample *samples = arena_new_array(golden->arena, struct sample, metric->len + count);
	if (metric->len > 0) {
		memcpy(samples, metric->samples, metric->len * sizeof(*samples));
	}
	for (size_t i = 0; i < count; i++) {
		samples[metric->len + i] = (struct sample){
			golden_day(first) + (moment)i * MOMENT_DAY + 12 * GOLDEN_HOUR, value
		};
	}
	metric->samples = samples;
	metric->len += count;
}

static inline void golden_gauge(struct golden *golden, struct str name, struct str unit,
		const char *first, const char *last, double value)
{
	struct metric *metric = golden_metric(golden, name, unit, MEASURE_GAUGE);
	golden_daily(golden, metric, first, last, value);
}

static inline void golden_gauges(struct golden *golden)
{
	struct metric *lat = golden_metric(golden, STR("lat"), STR("ms"), MEASURE_GAUGE);
	golden_daily(golden, lat, "2026-10-01", "2026-10-31", 150);
	golden_daily(golden, lat, "2026-11-01", "2026-11-06", 180);
	golden_daily(golden, lat, "2026-11-07", "2026-11-20", 220);
	struct metric *bus = golden_metric(golden, STR("bus"), STR(""), MEASURE_GAUGE);
	golden_daily(golden, bus, "2026-03-25", "2026-03-31", 5);
	golden_daily(golden, bus, "2026-04-01", "2026-08-09", 2);
	golden_daily(golden, bus, "2026-08-12", "2026-11-20", 2);
	struct metric *holes = golden_metric(golden, STR("holes"), STR("ms"), MEASURE_GAUGE);
	golden_daily(golden, holes, "2026-11-10", "2026-11-10", 10);
	golden_daily(golden, holes, "2026-11-14", "2026-11-14", 10);
	golden_daily(golden, holes, "2026-11-20", "2026-11-20", 10);
	holes->max_age_ms = 0;
	struct metric *nans = golden_metric(golden, STR("nans"), STR("ms"), MEASURE_GAUGE);
	golden_daily(golden, nans, "2026-11-18", "2026-11-19", 5);
	golden_daily(golden, nans, "2026-11-20", "2026-11-20", NAN);
	struct metric *quant = golden_metric(golden, STR("quant"), STR("ms"), MEASURE_QUANTILE);
	golden_daily(golden, quant, "2026-11-01", "2026-11-20", 90);
	golden_gauge(golden, STR("old"), STR("ms"), "2026-10-01", "2026-10-31", 50);
	golden_gauge(golden, STR("share"), STR("%"), "2026-11-01", "2026-11-20", 25);
	golden_gauge(golden, STR("cost"), STR("USD"), "2026-11-01", "2026-11-20", 300);
	golden_gauge(golden, STR("users"), STR("user"), "2026-11-01", "2026-11-20", 100);
	golden_gauge(golden, STR("nobody"), STR("user"), "2026-11-01", "2026-11-20", 0);
	golden_gauge(golden, STR("coming"), STR("ms"), "2026-12-01", "2026-12-02", 1);
	struct metric *few = golden_metric(golden, STR("few"), STR("ms"), MEASURE_GAUGE);
	golden_daily(golden, few, "2026-11-01", "2026-11-20", 7);
	double *events = arena_new_array(golden->arena, double, few->len);
	for (size_t i = 0; i < few->len; i++) {
		events[i] = 5;
	}
	few->events = events;
	few->min_events = 10;
}

static inline void golden_counters(struct golden *golden)
{
	struct sample samples[67];
	for (int i = 0; i < 67; i++) {
		samples[i].at = golden_day("2026-11-18") + i * GOLDEN_HOUR;
		samples[i].value = i < 48 ? 100 * i : 10 * (i - 48);
	}
	struct metric *reqs = golden_metric(golden, STR("reqs"), STR("requests"), MEASURE_COUNTER);
	golden_samples(golden, reqs, samples, COUNT_OF(samples));
	reqs->max_age_ms = 2 * GOLDEN_HOUR;
	reqs->step_ms = GOLDEN_HOUR;

	static const double bounds[] = { 0.1, 0.5, 1, INFINITY };

	static const double counts[] = { 10, 20, 25, 30, 60, 80, 90, 100, 100, 180, 190, 200 };

	static const double sums[] = { 9, 40, 80 };
	struct sample of_hist[3];
	for (int i = 0; i < 3; i++) {
		of_hist[i].at = golden_day("2026-11-20") + (6 + 6 * i) * GOLDEN_HOUR;
		of_hist[i].value = counts[4 * i + 3];
	}
	struct metric *hist = golden_metric(golden, STR("hist"), STR("s"), MEASURE_HISTOGRAM);
	golden_samples(golden, hist, of_hist, COUNT_OF(of_hist));
	hist->bounds = bounds;
	hist->bound_count = COUNT_OF(bounds);
	hist->counts = counts;
	hist->sums = sums;
}

static inline void golden_derive(
		struct golden *golden, struct str name, struct str unit, struct str of)
{
	golden_metric(golden, name, unit, MEASURE_GAUGE)->derived = of;
}

static inline int golden_order(const void *a, const void *b)
{
	return str_cmp(((const struct metric *)a)->name, ((const struct metric *)b)->name);
}

static inline void golden_metrics(struct golden *golden)
{
	golden->metrics.list = arena_new_array(golden->arena, struct metric, GOLDEN_METRICS);
	golden_gauges(golden);
	golden_counters(golden);
	struct metric *none = golden_metric(golden, STR("none"), STR("ms"), MEASURE_GAUGE);
	none->reason = REASON_NO_SERIES;
	none->reason_text = STR("no series matches 'none_seconds'");
	struct metric *broken = golden_metric(golden, STR("broken"), STR("ms"), MEASURE_GAUGE);
	broken->reason = REASON_UNREADABLE;
	broken->reason_text = STR("telemetry/a.prom could not be read");
	golden_derive(golden, STR("per_user"), STR("USD/user"),
			STR("metric(cost) / metric(users)"));
	golden_derive(golden, STR("per_none"), STR("USD/user"),
			STR("metric(cost) / metric(nobody)"));
	golden_derive(golden, STR("circle"), STR(""), STR("metric(circle) + 1"));
	qsort(golden->metrics.list, golden->metrics.len, sizeof(*golden->metrics.list),
			golden_order);
}

static inline void golden_record(
		struct golden *golden, struct str path, struct str id, enum decision_status status)
{
	struct decision *decision = vec_add(&golden->decisions.list, golden->arena);
	*decision = (struct decision){ .path = path, .id = id, .status = status };
	decision->status_place = (struct place){ .path = path, .line = 5 };
}

static inline void golden_records(struct golden *golden)
{
	static const struct fired_row fired[] = { { true, true }, { true, false },
		{ false, false } };

	static const enum decision_status then[] = { STATUS_ACCEPTED, STATUS_ACCEPTED,
		STATUS_UNKNOWN };

	decisions_init(&golden->decisions, golden->arena);
	golden_record(golden, STR("adr/0001.md"), STR("ADR-0001"), STATUS_ACCEPTED);
	golden_record(golden, STR("adr/0002.md"), STR("ADR-0002"), STATUS_SUPERSEDED);
	golden_record(golden, STR("adr/0003.md"), STR("ADR-0003"), STATUS_UNKNOWN);
	decisions_freeze(&golden->decisions);
	golden->world.fired = fired;
	golden->world.subject.statuses_then = then;
}

static inline void golden_use(struct golden *golden, uint32_t from, uint32_t to)
{
	struct code_use *use = &golden->code.uses[golden->code.use_count++];
	*use = (struct code_use){ .kind = USE_INCLUDE, .file = from, .target = TARGET_FILE };
	use->target_file = to;
	use->include = NONE;
	use->symbol = NONE;
	use->carrier = NONE;
}

static inline void golden_code(struct golden *golden)
{
	static const struct {
		const char *path;
		uint32_t module;
		uint32_t lines;
	} files[] = {
		{ "app/a.c", 0, 100 },
		{ "core/c.c", 1, 200 },
		{ "core/c.h", 1, 20 },
		{ "net/n.c", 2, 300 },
	};
	struct code *code = &golden->code;
	code->arena = golden->arena;
	code->files = arena_new_array(golden->arena, struct code_file, COUNT_OF(files));
	code->file_count = COUNT_OF(files);
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		code->files[i].path = str_of(files[i].path);
		code->files[i].module = files[i].module;
		code->files[i].lines = files[i].lines;
		code->files[i].flags = FILE_JUDGED | (i == 2 ? FILE_HEADER : FILE_SOURCE);
	}
	code->modules = arena_new_array(golden->arena, struct code_module, 3);
	code->module_count = 3;
	code->modules[0].name = STR("app");
	code->modules[1].name = STR("core");
	code->modules[2].name = STR("net");
	code->uses = arena_new_array(golden->arena, struct code_use, 8);
	golden_use(golden, 0, 1);
	golden_use(golden, 0, 2);
	golden_use(golden, 0, 3);
	golden_use(golden, 1, 2);
	golden_use(golden, 1, 3);
	golden_use(golden, 3, 2);
}

static inline void golden_counts(struct golden *golden)
{
#define COUNTED(state, of_rule, in_module, of_adr, number, of_id) \
	{ .what = STR_INIT(state), \
		.rule = STR_INIT(of_rule), \
		.module = STR_INIT(in_module), \
		.adr = STR_INIT(of_adr), \
		.count = (number), \
		.id = STR_INIT(of_id) }
	static const struct count_row rows[] = {
		COUNTED("violations", "layering", "net", "ADR-0001", 3, ""),
		COUNTED("violations", "ban", "core", "", 1, ""),
		COUNTED("baselined", "layering", "net", "ADR-0001", 4, ""),
		COUNTED("exceptions", "layering", "core", "ADR-0001", 1, "E-1"),
		COUNTED("exceptions", "layering", "core", "ADR-0001", 1, "E-2"),
		COUNTED("exceptions", "layering", "net", "ADR-0001", 1, "E-2"),
		COUNTED("exceptions", "ban", "net", "", 5, ""),
		COUNTED("exceptions-expired", "layering", "core", "ADR-0001", 1, "E-3"),
	};
#undef COUNTED
	golden->world.counts = rows;
	golden->world.count_count = COUNT_OF(rows);
	golden->world.has_counts = true;
}

static inline struct golden *golden_create(struct arena *arena)
{
	static const struct stored_value stored[] = {
		{ STR_INIT("code(fan_in, core)"), 1 },
		{ STR_INIT("metric(lat, mean, 7d)"), 150 },
	};
	struct golden *golden = arena_new(arena, struct golden);
	struct attestation *words = arena_new_array(arena, struct attestation, 2);
	words[0] = (struct attestation){ golden_day("2026-09-01"), true };
	words[1] = (struct attestation){ golden_day("2026-10-01"), false };
	golden->arena = arena;
	golden->world.subject = (struct subject){
		.proposed = golden_day("2026-01-01"),
		.accepted = golden_day("2026-01-15"),
		.reviewed = golden_day("2026-08-01"),
		.stored = stored,
		.stored_count = COUNT_OF(stored),
		.attestations = words,
		.attestation_count = 2,
	};
	golden_metrics(golden);
	golden_records(golden);
	golden_code(golden);
	golden_counts(golden);
	golden->world.as_of = golden_day("2026-11-20") + 18 * GOLDEN_HOUR;
	golden->world.code = &golden->code;
	golden->world.decisions = &golden->decisions;
	golden->world.metrics = &golden->metrics;
	return golden;
}

#endif
