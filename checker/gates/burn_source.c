/* SPDX-License-Identifier: MIT */
/*
 * Which samples a service level can be judged by, or why there are none.
 */
#include "gates/burn.h"

#include "base/arena.h"
#include "facts/code.h"
#include "gates/burn_text.h"

static bool fails(struct burn_source *source, enum reason reason, struct str text)
{
	source->reason = reason;
	source->reason_text = text;
	return false;
}

/* ---- which metrics ---- */

static bool metric_check(struct burn_source *source, const struct metric *metric)
{
	struct arena *arena = source->arena;
	bool is_histogram = metric->type == MEASURE_HISTOGRAM && metric->bound_count > 0;
	bool counts = metric->type == MEASURE_COUNTER || metric->type == MEASURE_DELTA;

	if (metric->derived.len) {
		return fails(source, REASON_UNDEFINED,
				str_fmt(arena,
						STR_FMT
						" is derived, and only what was measured can "
						"be counted",
						STR_ARG(metric->name)));
	}
	if (metric->reason != REASON_NONE || metric->len == 0) {
		struct str text = metric->reason_text.len ? metric->reason_text
							  : STR("it has no sample");
		return fails(source, metric->len ? metric->reason : REASON_NO_SERIES,
				str_fmt(arena, STR_FMT ": " STR_FMT, STR_ARG(metric->name),
						STR_ARG(text)));
	}
	if (!source->events->part && !is_histogram) {
		return fails(source, REASON_UNDEFINED,
				str_fmt(arena,
						STR_FMT
						" is no histogram, so nobody knows how many "
						"were slower than the threshold",
						STR_ARG(metric->name)));
	}
	if (!counts && !is_histogram) {
		return fails(source, REASON_UNDEFINED,
				str_fmt(arena,
						STR_FMT " is of type %s; events are counted by a "
							"counter, a delta or a histogram",
						STR_ARG(metric->name),
						measure_type_words[metric->type]));
	}
	return true;
}

/* The newest sample is what windows end with, so it must be one. */
static bool newest_check(struct burn_source *source, const struct metric *metric,
		const struct samples *samples)
{
	if (samples->len == 0) {
		return fails(source, REASON_CLOCK,
				str_fmt(source->arena,
						"all samples of " STR_FMT " are of the future",
						STR_ARG(metric->name)));
	}
	enum reason reason = samples_reason(samples, samples->len - 1);
	if (reason != REASON_NONE) {
		return fails(source, reason,
				str_fmt(source->arena, "the newest value of " STR_FMT " is %s",
						STR_ARG(metric->name),
						reason == REASON_SPARSE ? "of too few events"
									: "no number"));
	}
	return true;
}

static moment sample_at(const struct samples *samples, uint32_t i)
{
	return samples->metric->samples[i].at;
}

static bool age_check(struct burn_source *source, const struct samples *samples)
{
	if (samples_expiry(samples, source->upto) > samples->as_of) {
		return true;
	}
	struct buf age = { 0 };
	struct buf limit = { 0 };
	age_write(samples->as_of - source->upto, &age);
	age_write(samples->max_age.ms, &limit);
	(void)fails(source, REASON_STALE,
			str_fmt(source->arena,
					STR_FMT ": the newest sample is %s old, the limit is %s",
					STR_ARG(samples->metric->name), age.p, limit.p));
	buf_finish(&age);
	buf_finish(&limit);
	return false;
}

/* ---- moments ---- */

static bool has_values(const struct burn_source *source, uint32_t i, uint32_t j)
{
	return samples_reason(&source->all, i) == REASON_NONE
	       && (!source->events->part || samples_reason(&source->part, j) == REASON_NONE);
}

/* Goes back to the first moment that is not within `period` of the newest, and takes it too. */
static void moments_find(struct burn_source *source, struct duration period)
{
	const struct burn_events *events = source->events;
	uint32_t i = source->all.len;
	uint32_t j = events->part ? source->part.len : 1;
	moment begin = MOMENT_EVER;
	VEC(struct burn_moment) moments = { 0 };

	while (i > 0 && j > 0) {
		moment at = sample_at(&source->all, i - 1);
		moment other = events->part ? sample_at(&source->part, j - 1) : at;
		if (at == other && has_values(source, i - 1, j - 1)) {
			*vec_add(&moments, source->scratch) =
					(struct burn_moment){ i - 1, events->part ? j - 1 : 0 };
			begin = moments.len == 1 ? moment_before(at, period) : begin;
			if (at <= begin) {
				break;
			}
		}
		bool is_step = at == other;
		i -= is_step || at > other;
		j -= events->part && (is_step || other > at);
	}
	source->moments = moments.p;
	source->len = moments.len;
}

/* ---- buckets ---- */

static bool is_bound(double bound, double threshold)
{
	return fabs(bound - threshold) <= BURN_ROUNDING * fabs(threshold);
}

static void buckets_find(struct burn_source *source)
{
	const struct metric *metric = source->events->all;
	double threshold = source->events->threshold;

	source->bucket_below = source->bucket_above = NONE;
	for (uint32_t i = 0; i < metric->bound_count; i++) {
		bool is_equal = is_bound(metric->bounds[i], threshold);
		if (is_equal || metric->bounds[i] < threshold) {
			source->bucket_below = i;
		}
		if (is_equal || metric->bounds[i] > threshold) {
			source->bucket_above = i;
			return;
		}
	}
}

/* ---- all together ---- */

bool burn_source_open(struct burn_source *source, struct arena *arena,
		const struct burn_events *events, moment as_of, struct duration period)
{
	*source = (struct burn_source){
		.events = events,
		.arena = arena,
		.scratch = arena_create(),
		.upto = MOMENT_EVER,
	};
	if (!metric_check(source, events->all)
			|| (events->part && !metric_check(source, events->part))) {
		return false;
	}
	source->all = samples_of(events->all, as_of, (struct duration){ 0 });
	if (events->part) {
		source->part = samples_of(events->part, as_of, (struct duration){ 0 });
	} else {
		buckets_find(source);
	}
	if (!newest_check(source, events->all, &source->all)
			|| (events->part && !newest_check(source, events->part, &source->part))) {
		return false;
	}
	moments_find(source, period);
	if (source->len == 0) {
		const struct metric *part = events->part ? events->part : events->all;
		return fails(source, REASON_INCOMPLETE,
				str_fmt(arena,
						STR_FMT " and " STR_FMT
							" were never measured at the "
							"same moment",
						STR_ARG(part->name), STR_ARG(events->all->name)));
	}
	source->upto = burn_moment_at(source, 0);
	return age_check(source, &source->all)
	       && (!events->part || age_check(source, &source->part));
}

void burn_source_close(struct burn_source *source)
{
	arena_destroy(source->scratch);
	source->scratch = NULL;
}
