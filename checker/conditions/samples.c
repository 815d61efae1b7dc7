/* SPDX-License-Identifier: MIT */
#include "conditions/samples.h"

#include "conditions/steps.h"

/* The first of the first `len` samples whose own moment is after `at`. */
static size_t first_after(const struct metric *metric, size_t len, moment at)
{
	size_t low = 0;
	size_t high = len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (metric->samples[middle].at <= at) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

struct samples samples_of(const struct metric *metric, moment as_of, struct duration stale_after)
{
	size_t len = metric->len < UINT32_MAX ? metric->len : UINT32_MAX;
	struct samples samples = {
		.metric = metric,
		.as_of = as_of,
		.len = (uint32_t)first_after(metric, len, moment_plus(as_of, SAMPLES_CLOCK_MS)),
		.max_age = stale_after,
		.gap = metric->derived.len > 0 ? REASON_UNDEFINED : REASON_NAN,
	};
	if (stale_after.ms == 0 && stale_after.months == 0) {
		samples.max_age.ms =
				metric->max_age_ms > 0 ? metric->max_age_ms : SAMPLES_MAX_AGE_MS;
	}
	return samples;
}

moment samples_expiry(const struct samples *samples, moment at)
{
	moment last = samples->max_age.months ? moment_after(at, samples->max_age)
					      : moment_plus(at, samples->max_age.ms);
	last = moment_plus(last, -samples->metric->lookback_ms);
	return moment_plus(last < at ? moment_plus(at, -1) : last, 1);
}

uint32_t samples_after(const struct samples *samples, moment at)
{
	if (at >= samples->as_of) {
		return samples->len;
	}
	return (uint32_t)first_after(samples->metric, samples->len, at);
}

size_t samples_future(const struct samples *samples)
{
	return samples->metric->len - samples->len;
}
