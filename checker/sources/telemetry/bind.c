/* SPDX-License-Identifier: MIT */
/*
 * From series to declared metrics: which series answer, in which unit, and why
 * not if not.  What is wrong with data becomes a fault and makes the metric
 * unknown; nothing is mended unseen.
 */
#include "sources/telemetry/binding.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/problem.h"
#include "sources/telemetry/declare.h"
#include "sources/telemetry/format.h"
#include "sources/telemetry/strand.h"
#include "sources/telemetry/telemetry.h"

#include <stdlib.h>

/* Series that a message names. */
#define SERIES_SHOWN 3

static bool is_same_series(const struct series *a, const struct series *b)
{
	bool is_same = str_eq(a->name, b->name) && a->label_count == b->label_count;
	for (size_t i = 0; is_same && i < a->label_count; i++) {
		is_same = str_eq(a->labels[i].name, b->labels[i].name)
			  && str_eq(a->labels[i].value, b->labels[i].value);
	}
	return is_same;
}

/* ---- units ---- */

/* Base units that Prometheus has names end in, before _total and the like. */
static const struct {
	struct str end;
	struct str unit;
} name_units[] = {
	{ STR_INIT("_seconds"), STR_INIT("s") },
	{ STR_INIT("_milliseconds"), STR_INIT("ms") },
	{ STR_INIT("_microseconds"), STR_INIT("us") },
	{ STR_INIT("_nanoseconds"), STR_INIT("ns") },
	{ STR_INIT("_minutes"), STR_INIT("min") },
	{ STR_INIT("_hours"), STR_INIT("h") },
	{ STR_INIT("_days"), STR_INIT("d") },
	{ STR_INIT("_bytes"), STR_INIT("B") },
	{ STR_INIT("_ratio"), STR_INIT("ratio") },
	{ STR_INIT("_percent"), STR_INIT("%") },
};

/* The unit that a name ends in; empty if it says nothing. */
static struct str name_unit(struct str name)
{
	if (str_ends(name, STR("_total"))) {
		name = str_slice(name, 0, name.len - (sizeof("_total") - 1));
	} else if (str_ends(name, STR("_sum"))) {
		name = str_slice(name, 0, name.len - (sizeof("_sum") - 1));
	}
	for (size_t i = 0; i < COUNT_OF(name_units); i++) {
		if (str_ends(name, name_units[i].end)) {
			return name_units[i].unit;
		}
	}
	return STR("");
}

/* What the source says; "1" of UCUM says that it is no unit at all. */
static struct str source_unit(const struct series *series)
{
	bool says = series->unit.len && !str_eq(series->unit, STR("1"));
	return says ? series->unit : name_unit(series->name);
}

/* Converts the strand of one series; false if it cannot be told in the metric's unit. */
static bool unit_apply(struct binding *binding, const struct series *series, struct strand *strand)
{
	struct arena *arena = binding->arena;
	struct metric *metric = binding->metric;
	struct str said = source_unit(series);
	struct unit unit;
	struct err err;

	if (said.len == 0) {
		return true;
	}
	if (!unit_read(&unit, said, &err)) {
		binding_refuse(binding, REASON_UNIT, "unit", series->place,
				str_fmt(arena, "its source says a unit that is not understood: %s",
						err.text),
				STR("mend it where it is exported"));
		return false;
	}
	if (binding->declared->unit.place.path.len == 0) {
		/* Without a declaration the source's word counts; the first series decides. */
		metric->unit = metric->unit.text.len ? metric->unit : unit;
	}
	if (!unit_converts(&unit, &metric->unit)) {
		binding_refuse(binding, REASON_UNIT, "unit", series->place,
				str_fmt(arena,
						"its source counts in '" STR_FMT
						"', which is not '" STR_FMT "'",
						STR_ARG(said), STR_ARG(metric->unit.text)),
				STR("declare the unit that the source has, and conditions in that"));
		return false;
	}
	if (unit.scale != metric->unit.scale) {
		strand_convert(strand, arena, &unit, &metric->unit);
	}
	return true;
}

/* ---- series ---- */

struct answers {
	VEC(struct strand) strands;
	/* The first series of each strand. */
	VEC(const struct series *) series;
};

/* One strand for each series; what differs only in unit is one series. */
static bool answers_collect(struct binding *binding, struct answers *answers)
{
	size_t repeated = 0;

	for (size_t i = 0; i < binding->series->len; i++) {
		const struct series *series = binding->series->p[i];
		const struct series *before = i ? binding->series->p[i - 1] : NULL;
		struct strand strand = strand_of(series);
		bool is_more = before && is_same_series(before, series);
		if (is_more && (source_unit(series).len == 0) != (source_unit(before).len == 0)) {
			binding_refuse(binding, REASON_UNIT, "unit", series->place,
					STR("some snapshots say its unit and others do not"),
					STR("export it with its unit everywhere, or name the snapshots "
					    "that count with `source`"));
			return false;
		}
		if (!unit_apply(binding, series, &strand)) {
			return false;
		}
		if (is_more) {
			struct strand *last = &answers->strands.p[answers->strands.len - 1];
			*last = strand_merge(binding->arena, last, &strand, &repeated);
		} else {
			*vec_add(&answers->strands, binding->arena) = strand;
			*vec_add(&answers->series, binding->arena) = series;
			binding->metric->series_count++;
		}
	}
	if (repeated) {
		binding_fault(binding, "duplicate", answers->series.p[0]->place,
				str_fmt(binding->arena, "%zu %s another value in another unit",
						repeated,
						repeated == 1 ? "moment has" : "moments have"),
				STR("export each moment once, or name the snapshots that count with `source`"));
	}
	return true;
}

static struct str series_names(struct arena *arena, const struct answers *answers)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < answers->series.len && i < SERIES_SHOWN; i++) {
		buf_add_cstr(&out, i ? ", " : "");
		buf_add(&out, series_write(answers->series.p[i], arena));
	}
	if (answers->series.len > SERIES_SHOWN) {
		buf_fmt(&out, " and %zu more", answers->series.len - SERIES_SHOWN);
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static bool count_check(struct binding *binding, const struct answers *answers)
{
	const struct config_metric *declared = binding->declared;
	size_t found = answers->strands.len;
	bool is_whole = declared->by.len > 0 && !binding->is_segment;
	bool is_free = declared->agg.value != AGG_NONE && (!declared->series.is_set || is_whole);
	size_t expected = declared->series.is_set ? (size_t)declared->series.value : 1;

	if (found == expected || (is_free && found > 0)) {
		return true;
	}
	if (is_whole && found > 0) {
		/* Nobody need ask for the whole. */
		binding_unknown(binding, REASON_AMBIGUOUS,
				STR("it is told by segment: name one of them, or say what they come "
				    "to (`agg`)"));
		return false;
	}
	struct str text = str_fmt(binding->arena, "%zu series %s where %zu %s expected: " STR_FMT,
			found, found == 1 ? "answers" : "answer", expected,
			expected == 1 ? "is" : "are",
			STR_ARG(series_names(binding->arena, answers)));
	binding_refuse(binding, REASON_AMBIGUOUS, "ambiguous", declared->from.place, text,
			STR("name more labels in `from`, or say `series` and what several come to "
			    "(`agg`)"));
	return false;
}

/* ---- what they come to ---- */

static bool is_growing(enum measure_type type)
{
	return type == MEASURE_COUNTER || type == MEASURE_HISTOGRAM;
}

/* The type that the source says, if the declaration does not; false where both disagree. */
static bool type_apply(struct binding *binding, const struct answers *answers)
{
	struct metric *metric = binding->metric;
	struct arena *arena = binding->arena;

	for (size_t i = 0; i < answers->series.len; i++) {
		const struct series *series = answers->series.p[i];
		enum measure_type said = series->type;
		if (metric->type == MEASURE_UNTYPED) {
			metric->type = said;
		}
		bool is_buckets = answers->strands.p[i].counts != NULL;
		bool differs = is_buckets != (metric->type == MEASURE_HISTOGRAM)
			       || (said == MEASURE_COUNTER && metric->type != MEASURE_COUNTER)
			       || (said != MEASURE_UNTYPED && said != metric->type
					       && (is_growing(metric->type)
							       || metric->type == MEASURE_DELTA
							       || said == MEASURE_DELTA));
		if (differs) {
			binding_refuse(binding, REASON_UNDEFINED, "schema", series->place,
					str_fmt(arena, "its source has a %s%s and not a %s",
							measure_type_words[said],
							said == MEASURE_HISTOGRAM && !is_buckets
									? " without buckets"
									: "",
							measure_type_words[metric->type]),
					STR("declare the `type` that the source has, or none"));
			return false;
		}
	}
	return true;
}

static bool agg_check(struct binding *binding, const struct answers *answers)
{
	enum config_aggregation agg = (enum config_aggregation)binding->declared->agg.value;
	enum measure_type type = binding->metric->type;
	bool adds = agg == AGG_SUM || agg == AGG_MEAN;
	const char *problem = NULL;

	if (answers->strands.len < 2) {
		return true;
	}
	if (type == MEASURE_QUANTILE && adds) {
		problem = "quantiles can neither be added nor averaged";
	} else if (is_growing(type) && agg != AGG_SUM) {
		problem = "counters and buckets can only be added";
	} else if (type == MEASURE_RATIO && agg == AGG_SUM) {
		problem = "ratios cannot be added";
	}
	if (problem) {
		binding_refuse(binding, REASON_UNDEFINED, "schema", binding->declared->agg.place,
				str_of(problem),
				type == MEASURE_QUANTILE
						? STR("take agg: max, or declare the histogram")
						: STR("take another `agg`"));
	}
	return !problem;
}

static struct strand aggregate(struct binding *binding, struct answers *answers)
{
	enum config_aggregation agg = (enum config_aggregation)binding->declared->agg.value;
	bool grows = is_growing(binding->metric->type);
	size_t incomplete = 0;
	moment begin = MOMENT_NEVER;

	if (answers->strands.len == 1) {
		return answers->strands.p[0];
	}
	vec_each (const struct strand, strand, &answers->strands) {
		bool is_earlier = strand->len && strand->samples[0].at < begin;
		begin = is_earlier ? strand->samples[0].at : begin;
	}
	vec_each (struct strand, strand, &answers->strands) {
		if (grows) {
			strand_grow(strand, binding->arena, begin);
		}
	}
	struct strand sum = strand_aggregate(binding->arena, answers->strands.p,
			answers->strands.len, agg, grows, &incomplete);
	if (incomplete) {
		binding_fault(binding, "gap", answers->series.p[0]->place,
				str_fmt(binding->arena,
						"at %zu of %zu moments some of its %zu series "
						"have no sample; they are left out",
						incomplete, incomplete + sum.len,
						answers->strands.len),
				STR("collect them at the same moments"));
	}
	return sum;
}

/* ---- snapshots without any such series ---- */

static int sample_order(const void *a, const void *b)
{
	const struct sample *x = a;
	const struct sample *y = b;
	return (x->at > y->at) - (x->at < y->at);
}

/* Where a snapshot that has none of its series says zero: one sample for each. */
static void zeros_add(struct binding *binding, struct strand *strand)
{
	const struct measures *measures = binding->measures;
	struct sample *samples =
			arena_new_array(binding->arena, struct sample, measures->snapshots.len);
	bool *has_it = arena_new_array(binding->arena, bool, measures->snapshots.len);
	size_t count = 0;
	size_t repeated = 0;

	for (size_t i = 0; i < binding->series->len; i++) {
		vec_each (const struct series_part, part, &binding->series->p[i]->parts) {
			has_it[part->snapshot] = true;
		}
	}
	for (size_t i = 0; i < measures->snapshots.len; i++) {
		const struct snapshot *snapshot = &measures->snapshots.p[i];
		bool is_silent = !has_it[i] && snapshot->state == SNAPSHOT_READ
				 && metric_may_come_from(binding->declared, snapshot->path,
						 format_of_word(snapshot->format));
		if (is_silent && snapshot->collected_at == MOMENT_EVER) {
			binding_fault(binding, "time", snapshot->place,
					STR("it has no such series, and nobody knows when that was"),
					STR("put the moment into its name: shop-2026-11-21T04-00-00Z.json"));
		} else if (is_silent) {
			samples[count++] = (struct sample){ snapshot->collected_at, 0 };
		}
	}
	if (count) {
		qsort(samples, count, sizeof(*samples), sample_order);
		struct strand zeros = { .samples = samples, .len = count };
		*strand = strand->len ? strand_merge(binding->arena, strand, &zeros, &repeated)
				      : zeros;
	}
}

/* ---- one metric ---- */

static void strand_hand_over(struct metric *metric, const struct strand *strand)
{
	metric->samples = strand->samples;
	metric->len = strand->len;
	metric->events = strand->events;
	metric->bounds = strand->bounds;
	metric->bound_count = strand->bound_count;
	metric->counts = strand->counts;
	metric->sums = strand->sums;
}

/* Where the newest sample stands, the lookback, and what it all comes from. */
static void sources_note(struct binding *binding)
{
	const struct measures *measures = binding->measures;
	struct metric *metric = binding->metric;
	bool *counts = arena_new_array(binding->arena, bool, measures->snapshots.len);
	moment newest = MOMENT_EVER;
	struct buf hashes;

	buf_init(&hashes);
	for (size_t i = 0; i < binding->series->len; i++) {
		const struct series *series = binding->series->p[i];
		/* Where all are of the future, the last of them says so. */
		size_t past = moments_until(series->samples.p, series->samples.len, binding->as_of);
		size_t len = past ? past : series->samples.len;
		moment last = len ? series->samples.p[len - 1].at : MOMENT_EVER;
		if (i == 0 || last > newest) {
			newest = last;
			metric->source = len ? series->newest : series->place;
		}
		if (series->lookback_ms > metric->lookback_ms) {
			metric->lookback_ms = series->lookback_ms;
		}
		vec_each (const struct series_part, part, &series->parts) {
			counts[part->snapshot] = true;
		}
	}
	for (size_t i = 0; i < measures->snapshots.len; i++) {
		char hex[HASH_HEX_SIZE];
		if (counts[i]) {
			metric->snapshot_count++;
			hash_hex(measures->snapshots.p[i].content, hex);
			buf_add_cstr(&hashes, hex);
		}
	}
	metric->content = hash_of(buf_str(&hashes));
	buf_finish(&hashes);
}

/* Why there is no series at all. */
static void absence_explain(struct binding *binding)
{
	vec_each (const struct snapshot, snapshot, &binding->measures->snapshots) {
		if (snapshot->state == SNAPSHOT_UNREADABLE
				&& metric_may_come_from(binding->declared, snapshot->path,
						format_of_word(snapshot->format))) {
			binding_unknown(binding, REASON_UNREADABLE,
					str_fmt(binding->arena,
							"no snapshot that can be read has it; '" STR_FMT
							"' cannot",
							STR_ARG(snapshot->path)));
			return;
		}
	}
	binding_refuse(binding, REASON_NO_SERIES, "missing", binding->declared->from.place,
			str_fmt(binding->arena, "no snapshot has a series " STR_FMT,
					STR_ARG(binding->declared->from.s)),
			STR("'lintel telemetry show --series' lists what the snapshots have"));
}

void binding_run(struct binding *binding)
{
	struct answers answers = { 0 };
	struct strand strand = { 0 };

	sources_note(binding);
	bool is_good = answers_collect(binding, &answers);
	if (is_good && answers.strands.len > 0) {
		is_good = count_check(binding, &answers) && type_apply(binding, &answers)
			  && agg_check(binding, &answers);
	}
	if (!is_good) {
		return;
	}
	if (answers.strands.len) {
		strand = aggregate(binding, &answers);
	}
	if (binding->declared->empty_means.value == EMPTY_ZERO) {
		zeros_add(binding, &strand);
	}
	if (strand.len == 0) {
		absence_explain(binding);
		return;
	}
	moments_check(binding, &strand);
	ratio_check(binding, &strand);
	range_apply(binding, &strand);
	future_cut(binding, &strand);
	strand_hand_over(binding->metric, &strand);
}

/* What segments cannot be called. */
static struct map *names_of(const struct metrics *metrics, struct arena *arena)
{
	struct map *names = map_create(arena);
	for (size_t i = 0; i < metrics->len; i++) {
		map_put(names, metrics->list[i].name, NULL);
	}
	return names;
}

static void metrics_join(struct metrics *metrics, struct arena *arena, const metric_list *more)
{
	if (more->len == 0) {
		return;
	}
	struct metric *list = arena_new_array(arena, struct metric, metrics->len + more->len);
	memcpy(list, metrics->list, metrics->len * sizeof(*list));
	memcpy(list + metrics->len, more->p, more->len * sizeof(*list));
	metrics->list = list;
	metrics->len += more->len;
}

bool metrics_bind(struct metrics *metrics, struct arena *arena, struct measures *measures,
		const struct config_telemetry *config, moment as_of, struct problems *problems)
{
	size_t errors = problems->errors;
	series_list *lists = arena_new_array(arena, series_list, config->metrics.len);

	metrics_declare(metrics, arena, config, problems);
	struct map *names = names_of(metrics, arena);
	metric_list segments = { 0 };
	vec_each (const struct series, series, &measures->series) {
		for (size_t i = 0; i < series->metric_count; i++) {
			*vec_add(&lists[series->metrics[i]], arena) = series;
		}
	}
	for (size_t i = 0; i < config->metrics.len; i++) {
		struct binding binding = {
			.arena = arena,
			.measures = measures,
			.declared = (const struct config_metric *)config->metrics.p + i,
			.metric = &metrics->list[i],
			.series = &lists[i],
			.as_of = as_of,
		};
		if (binding.metric->by_count > 0) {
			segments_bind(&binding, names, &segments);
		}
		binding_run(&binding);
	}
	metrics_join(metrics, arena, &segments);
	metrics_sort(metrics);
	return problems->errors == errors;
}
