/* SPDX-License-Identifier: MIT */
/*
 * Histograms of a text exposition, put together from their lines: one for each
 * bucket, one for the count, one for the sum.  A histogram is told to the sink
 * when all lines of one moment are in, and only if they make sense together;
 * otherwise there is a gap and a fault.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_HISTOGRAM_LINES_H
#define LINTEL_SOURCES_TELEMETRY_HISTOGRAM_LINES_H

#include "base/map.h"
#include "sources/telemetry/family.h"
#include "sources/telemetry/sink.h"

struct histogram {
	/* "name{label="value"}", without the bounds. */
	struct str text;
	/* The sink's number. */
	uint32_t series;
	/* There are lines that the sink was not told of yet. */
	bool is_open;
	/* Something is wrong with its data, and said. */
	bool is_reported;
	bool has_count;
	moment at;
	/* Of its first line. */
	uint32_t line;
	VEC(double) bounds;
	VEC(double) counts;
	double count;
	double sum;
};

struct histograms {
	struct sink *sink;
	struct arena *arena;
	/* Text to number + 1. */
	struct map *by_text;
	VEC(struct histogram) list;
	/* Numbers of those that may be open. */
	VEC(uint32_t) open;
};

void histograms_init(struct histograms *histograms, struct sink *sink, struct arena *arena);

/* The number of a histogram; `labels` are sorted and hold no bound. */
uint32_t histogram_of(struct histograms *histograms, struct str name, const struct label *labels,
		size_t label_count, struct str unit);

/* One line of it; `bound` is of a bucket. */
void histogram_line(struct histograms *histograms, uint32_t number, enum histogram_part part,
		moment at, double bound, double value, uint32_t line);

/* Tells all that are open. */
void histograms_close(struct histograms *histograms);

#endif
