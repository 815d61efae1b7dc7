/* SPDX-License-Identifier: MIT */
/*
 * Where the reader of one snapshot puts what it finds.  Each file has a sink of
 * its own, so files are read in parallel; the sinks are joined in the order of
 * their paths.
 *
 * A series is named once and then known by number.  Samples of a series that no
 * declared metric asks for are counted and dropped.  A reader goes on a line at
 * a time:
 *
 *	sink_line(sink, 17);
 *	if (!sink_known(sink, spelling, &series)) {
 *		series = sink_series(sink, name, labels, count, &about);
 *		sink_remember(sink, spelling, series);
 *	}
 *	sink_sample(sink, series, at, value, -1);
 *	sink_passed(sink, end_of_line);
 *
 * Lines count from 1 in the text that the reader was given; the sink knows
 * where in its file that text begins.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_SINK_H
#define LINTEL_SOURCES_TELEMETRY_SINK_H

#include "facts/measure.h"

struct arena;
struct err;
struct sink;

/* The number of a series that nobody asks for. */
#define SERIES_NONE UINT32_MAX

/* What is known of a series besides its name and labels. */
struct series_about {
	enum measure_type type;
	/* Empty if the source does not say. */
	struct str unit;
	/* Line and column of its first sample; line 0 is that of sink_line(). */
	struct place place;
	int64_t lookback_ms;
	bool is_partial;
};

/* A refusal: none of the file is used.  Always false. */
bool sink_refuse(struct sink *sink, uint32_t line, uint32_t column, struct str remedy,
		const char *fmt, ...) PRINTF_LIKE(5, 6);

/* The file's path, for readers that need one. */
struct str sink_path(const struct sink *sink);

/* For what lives no longer than the reading. */
struct arena *sink_scratch(const struct sink *sink);

/* What is told from here on stands in this line. */
void sink_line(struct sink *sink, uint32_t line);

/*
 * The number of a series; labels in any order, each name once.  SERIES_NONE when
 * nobody asks for it or the limit of series is reached (then the sink refuses
 * in the end): its samples need not be made, only counted by sink_skip().
 */
uint32_t sink_series(struct sink *sink, struct str name, const struct label *labels,
		size_t label_count, const struct series_about *about);

/*
 * Remembers which series the source spells so, so that the next line with the
 * same beginning need not be parsed; SERIES_NONE is remembered too.  Whatever decides
 * about the series belongs into the spelling, its type and unit among it.
 */
bool sink_known(struct sink *sink, struct str spelling, uint32_t *series);
void sink_remember(struct sink *sink, struct str spelling, uint32_t series);

/*
 * A sample; one of SERIES_NONE is counted and dropped.  `at` is MOMENT_EVER
 * where the source gives no time: then it is the moment of sink_collected(), if
 * that came before, or of the file's name; a sample without any time is a fault.
 * `events` is how many events stand behind it, negative if nobody says.
 */
void sink_sample(struct sink *sink, uint32_t series, moment at, double value, double events);

/*
 * A sample of a histogram: cumulative counts, bounds ascending up to +Inf; `sum`
 * NaN if unknown.  Bounds may differ from one sample to the next: those that
 * all have are kept.
 */
void sink_buckets(struct sink *sink, uint32_t series, moment at, const double *bounds,
		const double *counts, size_t len, double sum);

/* A point that says "no value". */
void sink_gap(struct sink *sink, uint32_t series, moment at);

/* A sample of a series that nobody asks for. */
void sink_skip(struct sink *sink);

/* Data that can be read and not trusted. */
void sink_fault(struct sink *sink, const char *kind, struct str subject, uint32_t line,
		struct str remedy, const char *fmt, ...) PRINTF_LIKE(6, 7);

/* The same, only to look at: it never fails anything alone. */
void sink_note(struct sink *sink, const char *kind, struct str subject, uint32_t line,
		struct str remedy, const char *fmt, ...) PRINTF_LIKE(6, 7);

/* What the file says of itself: when it was collected. */
void sink_collected(struct sink *sink, moment at);
/* The moment of a sample without one of its own, as above, or MOMENT_EVER. */
moment sink_moment(const struct sink *sink);

/* All of the text before `at` is done with and need not stay in memory. */
void sink_passed(struct sink *sink, const char *at);

/*
 * Reads the lines of `text`, the rest of what the reader was given from line
 * `first_line` on, in parts on several threads if it is long: each part begins
 * where a line does and has a sink of its own, so `fn` must keep nothing from
 * one part for another.  `quote` keeps lines together that stand in it; 0 if
 * there is no such character.  False if a part was refused; the first of them
 * counts.
 */
typedef bool sink_part_fn(struct sink *part, struct str text, const void *ctx);
NODISCARD bool sink_parts(struct sink *sink, struct str text, uint32_t first_line, char quote,
		sink_part_fn *fn, const void *ctx);

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
