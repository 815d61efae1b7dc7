/* SPDX-License-Identifier: MIT */
/*
 * Histograms of OTLP, as the sink wants them: counts that only grow, below
 * bounds that all samples of a series share.
 *
 * Those with explicit bounds that grow already go straight there.  The others
 * wait for the end of the file: counts of intervals (delta) are summed up in the
 * order of time, and exponential buckets, which change from point to point, are
 * brought to the finest bounds that all points of a series have.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_OTLP_HISTOGRAM_H
#define LINTEL_SOURCES_TELEMETRY_OTLP_HISTOGRAM_H

#include "base/map.h"
#include "sources/telemetry/sink.h"

/* Buckets of one side of an exponential histogram: number i counts (b^(offset+i), b^(offset+i+1)].
 */
struct otlp_buckets {
	int64_t offset;
	const double *counts;
	size_t len;
};

struct otlp_point {
	/* Of the interval of a delta, MOMENT_EVER if nobody says. */
	moment start;
	moment at;
	double count;
	/* NaN if nobody says. */
	double sum;
	/* Explicit: bounds without +Inf, and one count more than bounds. */
	const double *bounds;
	size_t bound_count;
	const double *counts;
	/* Exponential: b = 2^(2^-scale). */
	bool is_exponential;
	int64_t scale;
	double zero_count;
	double zero_bound;
	struct otlp_buckets positive;
	struct otlp_buckets negative;
};

struct otlp_histogram {
	uint32_t series;
	bool is_delta;
	bool is_exponential;
	struct str name;
	/* Points that are not as the first one, and so of no use. */
	size_t others;
	VEC(struct otlp_point) points;
};

struct otlp_histograms {
	struct sink *sink;
	struct arena *arena;
	/* Those that wait, and by the sink's number of the series + 1. */
	VEC(struct otlp_histogram) list;
	VEC(uint32_t) by_series;
};

void otlp_histograms_init(
		struct otlp_histograms *histograms, struct sink *sink, struct arena *arena);

/* The scales that there are. */
#define OTLP_SCALE_MIN (-10)
#define OTLP_SCALE_MAX 20

/* What is wrong with a point by itself, in words, or NULL. */
const char *otlp_point_wrong(const struct otlp_point *point);

/* Takes a point that makes sense; its arrays are copied if it has to wait. */
void otlp_histogram_add(struct otlp_histograms *histograms, uint32_t series, struct str name,
		bool is_delta, const struct otlp_point *point);

/* Tells the sink of all that wait. */
void otlp_histograms_tell(struct otlp_histograms *histograms);

#endif
