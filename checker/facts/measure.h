/* SPDX-License-Identifier: MIT */
/*
 * Measurements as plain data: series of samples, whatever format they came in,
 * and the declared metrics that they answer.
 *
 * Readers fill `struct measures`; measures_freeze() sorts every series by time.
 * metrics_bind() (sources/telemetry/) makes a `struct metric` of each declared
 * one: the samples in its unit, or why there are none.  Then nothing changes
 * any more, and any thread may read.
 */
#ifndef LINTEL_FACTS_MEASURE_H
#define LINTEL_FACTS_MEASURE_H

#include "base/calendar.h"
#include "base/hash.h"
#include "base/place.h"
#include "base/quantity.h"
#include "base/vec.h"

struct arena;

enum measure_type {
	/* The source does not say. */
	MEASURE_UNTYPED,
	/* Only grows, but for resets. */
	MEASURE_COUNTER,
	MEASURE_GAUGE,
	/* Counts of buckets. */
	MEASURE_HISTOGRAM,
	/* A quantile that somebody computed: it cannot be averaged. */
	MEASURE_QUANTILE,
	MEASURE_RATIO,
	/* What happened since the sample before: it can be summed. */
	MEASURE_DELTA,
};

/* "untyped", "counter", …, NULL. */
extern const char *const measure_type_words[];

struct label {
	struct str name;
	struct str value;
};

struct sample {
	moment at;
	/* May be NaN (which is unknown) or infinite. */
	double value;
};

/* The counts of a histogram at one moment; cumulative: how many were <= the bound. */
struct buckets {
	/* Ascending; the last is +Inf. */
	const double *bounds;
	const double *counts;
	size_t len;
};

/* A snapshot that samples of a series come from. */
struct series_part {
	uint32_t snapshot;
	/* Until the series is frozen: where its samples begin. */
	size_t first;
};

struct series {
	struct str name;
	/* Sorted by name. */
	struct label *labels;
	size_t label_count;
	enum measure_type type;
	/* As the source says it; empty if it does not. */
	struct str unit;
	/* Which declared metrics ask for it, by their numbers in the configuration; what they do
	 * not all share (`source`, `format`) keeps series apart. */
	const uint32_t *metrics;
	size_t metric_count;
	/* Sorted by time once frozen.  A histogram's value is its count. */
	VEC(struct sample) samples;
	/* Events behind each sample, in the same order, negative where nobody says; NULL if
	 * nobody says at all. */
	double *events;
	/* MEASURE_HISTOGRAM: `bound_count` counts for each sample, in the same order. */
	double *bounds;
	size_t bound_count;
	double *counts;
	/* A histogram's sums, in the same order, NaN where nobody says; NULL if nobody says at all.
	 */
	double *sums;
	/* In the order of measures.snapshots; empty for one made by hand. */
	VEC(struct series_part) parts;
	/* Where the first and the newest sample stand. */
	struct place place;
	struct place newest;
	/* Where the first sample stands that repeats a moment with another value. */
	struct place repeated;
	/* Samples dropped because they repeat a moment, and those with a flag "no value". */
	size_t repeats;
	size_t gaps;
	/* The source warned that it is incomplete. */
	bool is_partial;
	/* An evaluation, not a sample: it may be this much older than it says. */
	int64_t lookback_ms;
};

enum snapshot_state {
	SNAPSHOT_READ,
	/* Not what its format demands: none of it is used. */
	SNAPSHOT_UNREADABLE,
};

struct snapshot {
	struct str path;
	/* "prometheus", "openmetrics", …; empty if no name or format tells. */
	struct str format;
	enum snapshot_state state;
	/* SNAPSHOT_UNREADABLE: why, where, and what to do. */
	struct str problem;
	struct str remedy;
	struct place place;
	struct hash content;
	uint64_t samples;
	/* What the file says of itself, or MOMENT_EVER. */
	moment collected_at;
};

/* What is wrong with data that could be read: a finding lintel/telemetry/data, or look. */
struct measure_fault {
	/* "schema", "stale", "future", "duplicate", "anomaly", "gap", "reset", "ambiguous", … */
	struct str kind;
	/* The declared metric, or the series. */
	struct str subject;
	struct str text;
	struct str remedy;
	struct place place;
	/* "Look": it never fails anything alone. */
	bool is_note;
};

struct measures {
	struct arena *arena;
	/* Sorted by path. */
	VEC(struct snapshot) snapshots;
	/* Sorted by name and labels once frozen. */
	VEC(struct series) series;
	VEC(struct measure_fault) faults;
	/* Those that are kept. */
	uint64_t sample_count;
};

/* Why something is not known; each has a word in `reason_words`. */
enum reason {
	REASON_NONE,
	/* No such metric, or no sample of it. */
	REASON_NO_SERIES,
	REASON_STALE,
	/* Fewer samples, events or periods than asked for. */
	REASON_SPARSE,
	REASON_NAN,
	REASON_UNIT,
	/* More series than expected. */
	REASON_AMBIGUOUS,
	/* A sample from the future. */
	REASON_CLOCK,
	REASON_SHALLOW,
	REASON_UNREADABLE,
	REASON_ATTESTATION_DUE,
	/* The period is not over, or the data do not reach back far enough. */
	REASON_INCOMPLETE,
	/* No repository, or its history is not read. */
	REASON_NO_HISTORY,
	/* No compile database: symbols are not known. */
	REASON_NO_SYMBOLS,
	/* No such record, or its status or date is not stated. */
	REASON_NO_RECORD,
	/* Nothing was stored to compare with. */
	REASON_NO_BASELINE,
	/* A division by zero, a quantile in the open bucket. */
	REASON_UNDEFINED,
	/* Only now is known, not the past. */
	REASON_NO_PAST,
	/* Nothing has an owner. */
	REASON_NO_OWNER,
	REASONS,
};

/* "no-series", "stale", …: indexed by enum reason. */
extern const char *const reason_words[];

/* A declared metric and what answers it. */
struct metric {
	struct str name;
	/* Where lintel.yaml declares it. */
	struct place place;
	enum measure_type type;
	struct unit unit;
	/* The samples in its unit, sorted by time; with `reason` set there may be some all the
	 * same. */
	const struct sample *samples;
	size_t len;
	/* Events behind each sample, or NULL. */
	const double *events;
	/* MEASURE_HISTOGRAM. */
	const double *bounds;
	size_t bound_count;
	const double *counts;
	const double *sums;
	/* Older than this is not evidence; 0 = no limit declared. */
	int64_t max_age_ms;
	/* The expected distance of samples; 0 = not declared, days are counted. */
	int64_t step_ms;
	int64_t lookback_ms;
	/* 0 = no minimum. */
	double min_events;
	/* `empty_means: zero`: that nothing happened is a measurement too. */
	bool empty_is_zero;
	/* Why it is not known at all; REASON_NONE otherwise. */
	enum reason reason;
	struct str reason_text;
	/* Where its newest sample stands. */
	struct place source;
	/* How many series and snapshots it comes from. */
	size_t series_count;
	size_t snapshot_count;
	/* Of the snapshots that it comes from, together. */
	struct hash content;
	/* Derived: `of:` as written, and where; conditions/ computes it.  Else empty. */
	struct str derived;
	struct place derived_place;
	/* The labels that it is told by: each of their values has a metric NAME.VALUE too. */
	const struct str *by;
	size_t by_count;
	struct place by_place;
	/* One of those: the metric that it is a segment of, and the value; else empty. */
	struct str family;
	struct str segment;
};

/* So many segments of one metric are told apart, and of all derived ones together. */
#define SEGMENTS_MOST 100
#define SEGMENTS_DERIVED_MOST 20000

struct metrics {
	/* Sorted by name. */
	struct metric *list;
	size_t len;
};

void measures_init(struct measures *measures, struct arena *arena);
/* Sorts the series, and each by time; of samples of one moment the first stays. */
void measures_freeze(struct measures *measures);

/* "http_requests_total{code="200",service="web"}" */
struct str series_write(const struct series *series, struct arena *arena);

/* The metric of this name, or NULL. */
const struct metric *metric_find(const struct metrics *metrics, struct str name);

/* Sorts them by name, so that metric_find() finds them. */
void metrics_sort(struct metrics *metrics);

/* The metric that one of this name would be a segment of: `cost` of "cost.retail"; or NULL. */
const struct metric *metric_family(const struct metrics *metrics, struct str name);

/*
 * The metric of this name, or, where it would be a segment of which nothing is
 * measured, one without samples that says so; NULL if it is neither.
 */
const struct metric *metric_find_or_absent(
		const struct metrics *metrics, struct str name, struct arena *arena);

#endif
