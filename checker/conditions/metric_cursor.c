/* SPDX-License-Identifier: MIT */
/*
 * How a term asks for a metric: which samples, taken together how.
 */
#include "base/arena.h"
#include "base/err.h"
#include "conditions/derived.h"
#include "conditions/leaf.h"

struct unit metric_unit(const struct metric *metric, enum aggregate aggregate)
{
	bool is_histogram = metric->type == MEASURE_HISTOGRAM;
	struct unit unit = metric->unit;
	struct unit per = unit_bare;
	struct unit result;
	struct err err;
	switch (aggregate) {
	case AGGREGATE_COUNT:
		return unit_bare;
	case AGGREGATE_LAST:
	case AGGREGATE_DELTA:
		return is_histogram ? unit_bare : unit;
	case AGGREGATE_MIN:
	case AGGREGATE_MAX:
	case AGGREGATE_MEAN:
	case AGGREGATE_SUM:
	case AGGREGATE_PERCENTILE:
		return unit;
	case AGGREGATE_RATE:
		unit = is_histogram ? unit_bare : unit;
		break;
	case AGGREGATE_SLOPE:
		break;
	}
	bool is_read = unit_read(&per, aggregate == AGGREGATE_RATE ? STR("s") : STR("d"), &err);
	return is_read && unit_divide(&unit, &per, &result) ? result : unit;
}

static bool is_pointwise(const struct evaluation *evaluation, const struct condition *condition,
		uint32_t term)
{
	return !evaluation->condition->is_periodic || condition != evaluation->condition
	       || evaluation->is_of_clear[term];
}

/* A window of one sample is only an age limit. */
static struct duration last_age(const struct condition *condition, const struct term *term)
{
	struct duration age = condition->stale_after;
	bool is_said = age.ms > 0 || age.months > 0;
	if (!term->has_window) {
		return age;
	}
	return is_said && duration_ms(age) < duration_ms(term->window) ? age : term->window;
}

static bool is_judged(const struct condition *condition, enum aggregate aggregate)
{
	return aggregate != AGGREGATE_COUNT || condition->coverage >= 0;
}

static void samples_cursor(struct evaluation *evaluation, const struct condition *condition,
		uint32_t number, const struct samples *samples, struct cursor *cursor)
{
	const struct condition *whole = evaluation->condition;
	const struct term *term = &condition->terms[number];
	enum cursor_kind kind = CURSOR_SINCE;
	bool is_last = term->aggregate == AGGREGATE_LAST;
	*cursor = (struct cursor){
		.demand = { .min_samples = whole->min_samples, .coverage = -1 },
		.length = term->window,
		.after = evaluation->anchor,
		.period = whole->period,
	};
	if (term->has_window && !is_last) {
		kind = CURSOR_WINDOW;
	} else if (!term->has_window && !is_pointwise(evaluation, condition, number)) {
		kind = CURSOR_PERIODS;
	} else if (is_last) {
		kind = CURSOR_LAST;
	}
	if ((kind == CURSOR_WINDOW || kind == CURSOR_PERIODS)
			&& is_judged(whole, term->aggregate)) {
		cursor->demand.coverage = evaluation_coverage(evaluation);
	}
	window_init(&cursor->window, evaluation->scratch, samples, term->aggregate,
			term->percentile);
	cursor_begin(cursor, kind);
}

/* A derived metric's present value needs no samples. */
static bool is_formula(const struct evaluation *evaluation, const struct condition *condition,
		uint32_t number)
{
	const struct term *term = &condition->terms[number];
	return term->aggregate == AGGREGATE_LAST && !term->has_window
	       && is_pointwise(evaluation, condition, number);
}

/* The metric's samples, or why there is nothing to be asked. */
static const struct metric *metric_asked(
		struct evaluation *evaluation, const struct term *term, enum reason *reason)
{
	const struct metric *metric = term->metric;
	*reason = REASON_NO_SERIES;
	if (!metric) {
		return NULL;
	}
	char hex[HASH_HEX_SIZE];
	hash_hex(metric->content, hex);
	evaluation_saw(evaluation, metric->name, str_dup(evaluation->scratch, str_of(hex)));
	/* Which series a metric is made of is said where it is declared. */
	*reason = term->label_count > 0 ? REASON_AMBIGUOUS : metric->reason;
	return *reason == REASON_NONE ? metric : NULL;
}

static bool derived_cursor(
		struct evaluation *evaluation, const struct metric *metric, struct cursor *cursor)
{
	struct conversion conversion;
	struct formula *formula = derived_formula(evaluation, metric, &conversion);
	if (formula) {
		cursor_formula(cursor, formula, &conversion);
	}
	return formula != NULL;
}

void metric_cursor(struct evaluation *evaluation, const struct condition *condition,
		uint32_t number, struct cursor *cursor)
{
	enum reason reason;
	const struct term *term = &condition->terms[number];
	const struct metric *metric = metric_asked(evaluation, term, &reason);
	if (metric && metric->derived.len > 0) {
		reason = REASON_UNDEFINED;
		bool is_pure = is_formula(evaluation, condition, number);
		if (is_pure && derived_cursor(evaluation, metric, cursor)) {
			return;
		}
		metric = is_pure ? NULL : derived_samples(evaluation, metric);
		reason = metric ? metric->reason : reason;
	}
	if (!metric || reason != REASON_NONE) {
		cursor_constant(cursor, span_unknown(reason));
		return;
	}
	struct duration age = evaluation->condition->stale_after;
	if (term->aggregate == AGGREGATE_LAST) {
		age = last_age(evaluation->condition, term);
	}
	struct samples samples = samples_of(metric, evaluation->world->as_of, age);
	samples_cursor(evaluation, condition, number, &samples, cursor);
}
