/* SPDX-License-Identifier: MIT */
/*
 * The samples of a metric as a condition sees them at `as_of`: those of the
 * future are not there, and each knows whether it is one and until when it
 * counts.
 */
#ifndef LINTEL_CONDITIONS_SAMPLES_H
#define LINTEL_CONDITIONS_SAMPLES_H

#include "base/calendar.h"
#include "facts/measure.h"

#include <math.h>

/* Clocks differ: a sample so much later than as_of counts as one at as_of. */
#define SAMPLES_CLOCK_MS (5 * 60 * MOMENT_SECOND)
/* How long a sample counts where nobody says. */
#define SAMPLES_MAX_AGE_MS (7 * MOMENT_DAY)

struct samples {
	const struct metric *metric;
	moment as_of;
	/* Those before the future. */
	uint32_t len;
	/* A sample is no evidence when it is older. */
	struct duration max_age;
	/* Why a sample without a value has none: nan, or undefined for computed ones. */
	enum reason gap;
};

/* `stale_after` is what the condition says, or zero. */
struct samples samples_of(const struct metric *metric, moment as_of, struct duration stale_after);

static inline moment samples_at(const struct samples *samples, uint32_t i)
{
	moment at = samples->metric->samples[i].at;
	return at < samples->as_of ? at : samples->as_of;
}

static inline double samples_value(const struct samples *samples, uint32_t i)
{
	return samples->metric->samples[i].value;
}

/* REASON_NONE, or why the sample is none. */
static inline enum reason samples_reason(const struct samples *samples, uint32_t i)
{
	const struct metric *metric = samples->metric;
	if (isnan(metric->samples[i].value)) {
		return samples->gap;
	}
	/* Written so that a NaN of events is too few. */
	bool is_enough = !metric->events || metric->min_events <= 0
			 || metric->events[i] >= metric->min_events;
	return is_enough ? REASON_NONE : REASON_SPARSE;
}

/* The first moment at which a sample of the given moment is stale. */
moment samples_expiry(const struct samples *samples, moment at);

/* The first sample after a moment. */
uint32_t samples_after(const struct samples *samples, moment at);

/* How many samples are in the future. */
size_t samples_future(const struct samples *samples);

#endif
