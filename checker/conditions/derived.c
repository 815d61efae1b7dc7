/* SPDX-License-Identifier: MIT */
#include "conditions/derived.h"

#include "base/arena.h"
#include "base/problem.h"

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
	made->samples = samples.p;
	made->len = samples.len;
	/* What never comes to anything says why. */
	made->reason = samples.len == 0 ? formula_value(formula).reason : REASON_NONE;
	return made;
}
