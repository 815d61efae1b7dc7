/* SPDX-License-Identifier: MIT */
/*
 * Where the reader of one snapshot puts what it finds.  Each file has a sink of
 * its own, so files are read in parallel; the sinks are joined in the order of
 * their paths.
 *
 * A series is named once and then known by number.  Samples of a series that no
 * declared metric asks for are counted and dropped.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_SINK_H
#define LINTEL_SOURCES_TELEMETRY_SINK_H

#include "facts/measure.h"

struct arena;
struct err;
struct sink;

/* What is known of a series besides its name and labels. */
struct series_about {
	enum measure_type type;
	/* Empty if the source does not say. */
	struct str unit;
	/* Of its first sample. */
	struct place place;
	int64_t lookback_ms;
	bool is_partial;
};

/* A refusal: none of the file is used.  Always false. */
bool sink_refuse(struct sink *sink, uint32_t line, uint32_t column, struct str remedy,
		const char *fmt, ...) PRINTF_LIKE(5, 6);

/*
 * The number of a series; labels in any order, each name once.  NONE when
 * nobody asks for it or the limit of series is reached (then the sink refuses
 * in the end): its samples need not be made, only counted by sink_skip().
 */
uint32_t sink_series(struct sink *sink, struct str name, const struct label *labels,
		size_t label_count, const struct series_about *about);

/* `events` is how many events stand behind it, negative if nobody says. */
void sink_sample(struct sink *sink, uint32_t series, moment at, double value, double events);

/* A sample of a histogram: cumulative counts, bounds ascending up to +Inf; `sum` NaN if unknown. */
void sink_buckets(struct sink *sink, uint32_t series, moment at, const double *bounds,
		const double *counts, size_t len, double sum);

/* A point that says "no value". */
void sink_gap(struct sink *sink, uint32_t series, moment at);

/* A sample of a series that nobody asks for. */
void sink_skip(struct sink *sink);

/* Data that can be read and not trusted. */
void sink_fault(struct sink *sink, const char *kind, struct str subject, uint32_t line,
		struct str remedy, const char *fmt, ...) PRINTF_LIKE(6, 7);

/* What the file says of itself: when it was collected. */
void sink_collected(struct sink *sink, moment at);

/*
 * The reader of a format: all of one file's text, which stays mapped while it
 * runs.  False after sink_refuse().
 */
typedef bool snapshot_read_fn(struct sink *sink, struct str text);

bool prometheus_read(struct sink *sink, struct str text);
bool openmetrics_read(struct sink *sink, struct str text);
bool prometheus_api_read(struct sink *sink, struct str text);
bool otlp_read(struct sink *sink, struct str text);
bool csv_read(struct sink *sink, struct str text);
bool plain_yaml_read(struct sink *sink, struct str text);
bool plain_json_read(struct sink *sink, struct str text);

#endif
