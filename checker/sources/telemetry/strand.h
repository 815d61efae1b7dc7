/* SPDX-License-Identifier: MIT */
/*
 * The samples of a series on their way to a metric: converted, merged,
 * aggregated.  A strand is sorted by time, no moment twice; what it points at
 * is never changed, only replaced.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_STRAND_H
#define LINTEL_SOURCES_TELEMETRY_STRAND_H

#include "config/config.h"
#include "facts/measure.h"

struct strand {
	const struct sample *samples;
	size_t len;
	/* NULL, or one for each sample: negative where nobody says. */
	const double *events;
	/* NULL unless it is a histogram: `bound_count` for each sample, and sums or NULL. */
	const double *counts;
	const double *sums;
	const double *bounds;
	size_t bound_count;
};

struct strand strand_of(const struct series *series);

/* In another unit; of a histogram its bounds and sums, for its counts count events. */
void strand_convert(struct strand *strand, struct arena *arena, const struct unit *from,
		const struct unit *to);

/*
 * Both in one; where both have a moment the first one's sample stays, and
 * `*repeated` counts those that differ.  Of two histograms the shared bounds.
 */
struct strand strand_merge(struct arena *arena, const struct strand *first,
		const struct strand *second, size_t *repeated);

/*
 * What several come to at each moment that all have a sample of which began
 * before and go on after it; `*incomplete` counts the moments left out.  With
 * `is_growing` they are of strand_grow(): what has ended keeps what it counted.
 */
struct strand strand_aggregate(struct arena *arena, const struct strand *strands, size_t count,
		enum config_aggregation agg, bool is_growing, size_t *incomplete);

/*
 * A counter, or the counts of a histogram, with resets taken out: where it goes
 * down it began again at 0.  One that begins after `begin` begins at 0, for
 * nobody knows what it counted before.
 */
void strand_grow(struct strand *strand, struct arena *arena, moment begin);

#endif
