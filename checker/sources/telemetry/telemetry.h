/* SPDX-License-Identifier: MIT */
/*
 * Telemetry snapshots: files that say what was measured, in the formats that
 * tools write.
 *
 * A reader turns one file into series; only samples of series that a declared
 * metric asks for are kept, the rest is counted, so memory grows with what is
 * asked and not with what is there.  A file that is not what its format demands
 * is refused as a whole; data that can be read and cannot be trusted are faults
 * (struct measure_fault), never silently mended.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_TELEMETRY_H
#define LINTEL_SOURCES_TELEMETRY_TELEMETRY_H

#include "base/file.h"
#include "config/config.h"
#include "facts/measure.h"

struct arena;
struct problems;

struct telemetry_limits {
	/* Bytes of one snapshot (2 GiB); --max-snapshot-size. */
	size_t max_bytes;
	/* Samples kept in all (50,000,000); --max-samples. */
	size_t max_samples;
	/* Series in all (1,000,000); --max-series. */
	size_t max_series;
	/* Samples later than this are of the future: none of them is the newest. */
	moment until;
};

/* Clocks differ: only what is so much later than `as_of` is of the future. */
#define TELEMETRY_CLOCK_SLACK ((moment)5 * 60 * MOMENT_SECOND)

/* Whether a declaration allows a metric to be made of this snapshot. */
bool metric_may_come_from(
		const struct config_metric *metric, struct str path, enum config_format format);

/*
 * Reads all snapshots that `config->snapshots` matches, sorted by path, into
 * `measures` and freezes them.  With `keep_all`, samples of undeclared series
 * are kept too.  `as_of` is for nothing but samples without any time, which
 * stay out; `jobs` threads at most.
 */
NODISCARD bool telemetry_read(struct measures *measures, struct arena *arena,
		const struct root *root, const struct config_telemetry *config,
		const struct telemetry_limits *limits, bool keep_all, unsigned jobs,
		struct err *err);

/*
 * One metric for each declared or derived one.  What is wrong with a declaration
 * (a bad series selector, an unknown unit) goes to `problems`; what is wrong with
 * data makes the metric unknown and adds a fault.
 */
NODISCARD bool metrics_bind(struct metrics *metrics, struct arena *arena, struct measures *measures,
		const struct config_telemetry *config, moment as_of, struct problems *problems);

/*
 * Looks for what makes data poor evidence: schema, freshness, gaps, resets,
 * anomalies (by median and deviation; they say "look").  Adds faults.
 */
void metrics_validate(struct measures *measures, const struct metrics *metrics, moment as_of);

#endif
