/* SPDX-License-Identifier: MIT */
#include "conditions/derived.h"

#include "base/arena.h"
#include "base/problem.h"

#include <math.h>

struct formula *derived_formula(struct evaluation *evaluation, const struct metric *metric,
		struct conversion *conversion)
{
	struct arena *arena = evaluation->scratch;
	struct condition_names names = {
		.metrics = evaluation->world->metrics,
		.decisions = evaluation->world->decisions,
		.code = evaluation->world->code,
	};
	struct problems problems;
	if (evaluation->depth >= DERIVED_DEPTH_MAX || evaluation->derived_count >= DERIVED_MAX) {
		return NULL;
	}
	problems_init(&problems, arena);
	const struct condition *quantity = condition_parse_quantity(
			arena, metric->derived, metric->derived_place, &names, &problems);
	if (!quantity) {
		return NULL;
	}
	*conversion = conversion_between(&quantity->terms[quantity->root].unit, &metric->unit);
	evaluation->derived_count++;
	evaluation->depth++;
	struct formula *formula = formula_create(evaluation, quantity, quantity->root);
	evaluation->depth--;
	return formula;
}

/* What is only not there yet, or no longer, is no sample. */
static bool is_sample(struct span span)
{
	switch (span.reason) {
	case REASON_NO_SERIES:
	case REASON_NO_PAST:
	case REASON_STALE:
	case REASON_CLOCK:
		return false;
	default:
		break;
	}
	return true;
}

/* A derived metric is evidence for as long as the first of its parts to age. */
static int64_t least_age(struct arena *arena, const struct formula *whole)
{
	VEC(const struct formula *) formulas = { 0 };
	int64_t least = 0;
	*vec_add(&formulas, arena) = whole;
	for (size_t i = 0; i < formulas.len; i++) {
		const struct formula *formula = formulas.p[i];
		for (uint32_t n = 0; n < formula->len; n++) {
			const struct cursor *cursor = formula->nodes[n].cursor;
			if (cursor && cursor->kind == CURSOR_FORMULA) {
				*vec_add(&formulas, arena) = cursor->formula;
			} else if (cursor && cursor->window.samples.metric) {
				int64_t age = duration_ms(cursor->window.samples.max_age);
				least = least == 0 || age < least ? age : least;
			}
		}
	}
	return least;
}

const struct metric *derived_samples(struct evaluation *evaluation, const struct metric *metric)
{
	struct arena *arena = evaluation->scratch;
	struct conversion conversion;
	struct formula *formula = derived_formula(evaluation, metric, &conversion);
	VEC(struct sample) samples = { 0 };
	if (!formula) {
		return NULL;
	}
	moment now;
	while ((now = formula_next(formula)) <= evaluation->world->as_of) {
		formula_step(formula);
		struct span span = conversion_apply(&conversion, formula_value(formula));
		if (is_sample(span)) {
			double value = span_is_point(span) ? span.low : NAN;
			*vec_add(&samples, arena) = (struct sample){ now, value };
		}
	}
	struct metric *made = arena_copy(arena, metric, sizeof(*metric));
	made->type = MEASURE_GAUGE;
	made->max_age_ms = least_age(arena, formula);
	made->samples = samples.p;
	made->len = samples.len;
	/* What never comes to anything says why. */
	made->reason = samples.len == 0 ? formula_value(formula).reason : REASON_NONE;
	return made;
}

/* Leaves out the moments at which it could not be computed. */
static void values_keep(struct metric *metric, struct arena *arena)
{
	struct sample *kept = arena_new_array(arena, struct sample, metric->len);
	size_t len = 0;
	for (size_t i = 0; i < metric->len; i++) {
		if (!isnan(metric->samples[i].value)) {
			kept[len++] = metric->samples[i];
		}
	}
	metric->samples = kept;
	metric->len = len;
}

/* What one of its parts says of why it is not known; empty if none does. */
static struct str parts_reason(const struct condition *quantity, struct arena *arena)
{
	for (uint32_t t = 0; t < quantity->term_count; t++) {
		const struct term *term = &quantity->terms[t];
		if (term->kind == TERM_METRIC && term->metric && term->metric->reason_text.len) {
			return str_fmt(arena, STR_FMT ": " STR_FMT, STR_ARG(term->name),
					STR_ARG(term->metric->reason_text));
		}
	}
	return STR("");
}

const struct metric *metric_compute(
		struct arena *arena, const struct metric *metric, const struct world *world)
{
	const struct condition_names names = {
		.metrics = world->metrics,
		.decisions = world->decisions,
		.code = world->code,
	};
	struct evaluation evaluation;
	struct problems problems;
	struct quantity now;
	problems_init(&problems, arena);
	const struct condition *quantity = condition_parse_quantity(
			arena, metric->derived, metric->derived_place, &names, &problems);
	if (!quantity) {
		return NULL;
	}
	evaluation_init(&evaluation, arena, arena, quantity, world);
	const struct metric *samples = derived_samples(&evaluation, metric);
	if (!samples) {
		return NULL;
	}
	struct metric *made = arena_copy(arena, samples, sizeof(*samples));
	values_keep(made, arena);
	if (condition_quantity(arena, quantity, world, &now, &made->reason)) {
		made->reason = REASON_NONE;
		return made;
	}
	made->reason = made->reason == REASON_NONE ? REASON_UNDEFINED : made->reason;
	made->reason_text = parts_reason(quantity, arena);
	return made;
}
