/* SPDX-License-Identifier: MIT */
/*
 * What sinks hold, and how the finds of many become one: for the files of this
 * room that open sinks.
 *
 * Samples lie in chunks of a list, so that joining two finds of one series
 * moves no sample; they are copied once, into `struct measures`, and each chunk
 * is freed as soon as it is.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_GATHER_H
#define LINTEL_SOURCES_TELEMETRY_GATHER_H

#include "base/buf.h"
#include "config/config.h"
#include "sources/telemetry/sink.h"

#include <stdatomic.h>

struct map;
struct telemetry_limits;

/* Samples of one series in one snapshot, in the order of the file. */
struct chunk {
	struct chunk *next;
	uint32_t len;
	uint32_t cap;
	uint32_t snapshot;
	/* Behind the samples, `cap` of them, or NULL. */
	double *events;
	struct sample samples[];
};

/* The upper bounds of a histogram's buckets. */
struct layout {
	const double *bounds;
	size_t len;
};

#define LAYOUTS_MOST 64

/* The counts of one sample of a histogram. */
struct tally {
	uint32_t layout;
	double sum;
	const double *counts;
};

/* A series as it was found so far. */
struct found {
	/* Without its samples, which are below. */
	struct series series;
	struct chunk *first;
	struct chunk *last;
	size_t len;
	/* Of the sample before, in this sink. */
	moment last_at;
	double last_value;
	/* The newest sample, if it can be one that is not of the future. */
	moment newest_at;
	bool is_newest_future;
	/* MEASURE_HISTOGRAM: one for each sample. */
	VEC(struct tally) tallies;
	VEC(struct layout) layouts;
	/* It has more layouts than LAYOUTS_MOST; the rest of the tallies is void. */
	bool is_unstable;
	/* Not one type: what it is elsewhere, and where. */
	enum measure_type other_type;
	struct place other_place;
};

/* Whether a sample takes the place of the newest one. */
static inline bool found_is_newer(const struct found *found, moment at, bool is_future)
{
	if (found->newest_at == MOMENT_EVER) {
		return true;
	}
	return found->is_newest_future == is_future ? at >= found->newest_at : !is_future;
}

struct finds {
	struct arena *arena;
	/* From name, labels, unit and who asks to a number in `list`. */
	struct map *by_key;
	VEC(struct found) list;
};

/*
 * Adds to `metrics` the numbers (uint32_t) of the declared metrics that may be
 * made of this series.
 */
typedef void series_wanted_fn(const void *ctx, struct str path, enum config_format format,
		struct str name, const struct label *labels, size_t label_count,
		struct buf *metrics);

/* What all sinks of one reading share. */
struct reading {
	const struct telemetry_limits *limits;
	/* May be NULL. */
	series_wanted_fn *wanted;
	const void *wanted_ctx;
	/* Series that nobody asks for are kept too. */
	bool keep_all;
	/* Samples in chunks that are full. */
	atomic_size_t kept;
};

struct fault_count {
	struct str kind;
	size_t count;
};

struct sink {
	/* Of what is found, and of what the reading needs. */
	struct arena *arena;
	struct arena *scratch;
	struct reading *reading;
	struct str path;
	enum config_format format;
	/* Its number in measures.snapshots. */
	uint32_t snapshot;
	/* As the name says, or MOMENT_EVER. */
	moment stamp;
	/* As the file says, or MOMENT_EVER. */
	moment collected;
	/* Lines of the file before what the reader sees. */
	uint32_t lines_before;
	uint32_t line;
	unsigned jobs;
	/* Pages of the text may be given back. */
	bool is_mapped;
	const char *passed;
	struct finds finds;
	struct map *spellings;
	struct str last_spelling;
	uint32_t last_series;
	struct buf key;
	/* The labels of the series that is being named. */
	VEC(struct label) labels;
	struct buf metrics;
	uint64_t samples;
	/* Samples without a time, and where the first one stands. */
	uint64_t timeless;
	uint32_t timeless_line;
	VEC(struct measure_fault) faults;
	VEC(struct fault_count) fault_counts;
	bool is_refused;
	struct str problem;
	struct str remedy;
	struct place place;
};

void finds_init(struct finds *finds, struct arena *arena);
/* Frees the samples; the rest is the arena's. */
void finds_free(struct finds *finds);

/* Moves what was found in `from` behind what is in `into`; nothing of `from`'s arena is needed
 * then. */
void finds_take(struct finds *into, struct finds *from);

/* What of them is a series goes into `measures`, not frozen yet; conflicts become faults. */
void finds_deliver(struct finds *finds, struct measures *measures);

/* Adds the counts of a sample; the bounds are shared with those before. */
void tally_add(struct found *found, struct arena *arena, const struct layout *layout,
		const double *counts, double sum);

/* Lets go of mapped text that is not needed now; it stays readable. */
void pages_give_back(struct str text);

/* An empty sink; sink_close() when done, sink_finish() before its finds are taken. */
void sink_open(struct sink *sink, struct reading *reading, struct str path,
		enum config_format format, uint32_t snapshot);
/* Adds the faults of a part of the same file. */
void sink_faults_take(struct sink *sink, const struct sink *part);
/* Says what can be said only at the end: faults that are counted. */
void sink_finish(struct sink *sink);
void sink_close(struct sink *sink);

#endif
