/* SPDX-License-Identifier: MIT */
/*
 * Counting the events of a service level in windows of time.
 *
 * All windows end at the newest moment at which each of the metrics has a value.
 * Events are counted between two samples, so a window begins at the sample that
 * is nearest to its beginning; if that makes it more than a tenth longer or
 * shorter it is not counted.  `good`, `bad` and `total` are read at moments that
 * both have: between counters read at different times there is no difference.
 *
 *	counter, histogram	growth, resets taken out; a gap in between loses nothing
 *	delta			the sum; of the moments at least nine in ten must be there
 *
 * With a declared `step` nine in ten of the expected samples must be there, for
 * counters too.
 */
#ifndef LINTEL_GATES_BURN_H
#define LINTEL_GATES_BURN_H

#include "conditions/evaluate.h"
#include "conditions/samples.h"
#include "gates/service_level.h"

struct arena;

/* What a window may be longer or shorter, and what may be missing in it. */
#define BURN_TOLERANCE 0.1
/* Bounds and counts that went through a conversion differ in the last digits. */
#define BURN_ROUNDING 1e-9
/*
 * Where fewer than so many bad events are allowed one of them is a fifth of what is,
 * and the bounds of binomial.h decide; else what was counted does.
 */
#define BURN_ALLOWED_LEAST 5.0

/* What a record asks for. */
struct burn_events {
	/* Of which all events are counted, or whose buckets are looked at. */
	const struct metric *all;
	/* The good or the bad ones; NULL for a histogram. */
	const struct metric *part;
	bool part_is_good;
	/* Of a histogram: slower than this is bad; in the unit of the metric. */
	double threshold;
	/* With fewer of them nothing is said. */
	double min_events;
};

/* A moment at which everything was measured: numbers of samples. */
struct burn_moment {
	uint32_t all;
	uint32_t part;
};

struct burn_source {
	const struct burn_events *events;
	/* For texts. */
	struct arena *arena;
	/* Until burn_source_close(). */
	struct arena *scratch;
	struct samples all;
	struct samples part;
	/* The newest first. */
	struct burn_moment *moments;
	size_t len;
	/* Of a histogram: the buckets below and above the threshold, the same one if it ends
	 * there; NONE below the first. */
	uint32_t bucket_below;
	uint32_t bucket_above;
	/* The end of all windows. */
	moment upto;
	/* Why nothing can be counted. */
	enum reason reason;
	struct str reason_text;
};

static inline moment burn_moment_at(const struct burn_source *source, size_t number)
{
	return source->all.metric->samples[source->moments[number].all].at;
}

/*
 * Looks for the moments of the last `period`; false where nothing can be counted,
 * for a reason.  burn_source_close() is due in any case.
 */
NODISCARD bool burn_source_open(struct burn_source *source, struct arena *arena,
		const struct burn_events *events, moment as_of, struct duration period);
void burn_source_close(struct burn_source *source);

/* What happened in a window, and what it means for a budget (a share above 0). */
struct burn burn_count(const struct burn_source *source, struct duration window, double budget);

/* A window that could not be counted. */
struct burn burn_unknown(struct duration window, enum reason reason, struct str text);

/*
 * Whether the share of bad events is above `limit`; where that is unknown, the
 * window's reason is set.
 */
enum truth burn_exceeds(struct burn *burn, double limit, struct arena *arena);

#endif
