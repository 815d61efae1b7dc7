/* SPDX-License-Identifier: MIT */
/*
 * What is known, and where it is not any more, what was known last: whoever
 * scores evidence must not take old evidence for none.
 */
#include "base/arena.h"
#include "conditions/evaluation.h"
#include "conditions/evidence.h"
#include "conditions/formula.h"

/* Longer than anybody has kept samples. */
#define AGE_LIMITLESS_MS (200 * 366 * MOMENT_DAY)

/* Goes to as_of; the last value on the way that was known, and until when. */
static struct span formula_follow(
		struct formula *formula, moment as_of, struct span *last, moment *until)
{
	*last = span_unknown(REASON_NO_PAST);
	*until = MOMENT_EVER;
	for (;;) {
		struct span value = formula_value(formula);
		moment next = formula_next(formula);
		if (span_is_point(value)) {
			*last = value;
			*until = next;
		}
		if (next > as_of) {
			return value;
		}
		formula_step(formula);
	}
}

static void value_take(
		const struct span *value, const struct unit *unit, struct condition_known *known)
{
	known->value = (struct quantity){ value->low, *unit };
	known->is_known = true;
}

static void quantity_observe(struct condition_known *known, struct arena *arena,
		const struct condition *quantity, const struct world *world)
{
	struct arena *scratch = arena_create();
	struct evaluation evaluation;
	struct atom_value shown = { 0 };
	struct span last;
	moment until;
	const struct unit *unit = &quantity->terms[quantity->root].unit;
	evaluation_init(&evaluation, arena, scratch, quantity, world);
	struct formula *formula = formula_create(&evaluation, quantity, quantity->root);
	struct span now = formula_follow(formula, world->as_of, &last, &until);
	evidence_of_quantity(&evaluation, formula, &shown);
	known->reason = now.reason;
	known->text = shown.value;
	known->evidence = shown.evidence;
	known->since = MOMENT_EVER;
	if (span_is_point(now)) {
		value_take(&now, unit, known);
	} else if (span_is_point(last)) {
		value_take(&last, unit, known);
		known->is_stale = true;
		known->since = until;
	}
	arena_destroy(scratch);
}

/* The newest step whose truth is known before those at the end whose is not. */
static const struct step *last_known(const struct timeline *line, moment *until)
{
	for (size_t i = line->len; i-- > 0;) {
		if (line->steps[i].truth != TRUTH_UNKNOWN) {
			return &line->steps[i];
		}
		*until = line->steps[i].from;
	}
	return NULL;
}

static void truth_take(enum truth truth, struct condition_known *known)
{
	known->value = (struct quantity){ truth == TRUTH_TRUE ? 1 : 0, unit_bare };
	known->is_known = true;
}

static void truth_observe(struct condition_known *known, struct arena *arena,
		const struct condition *condition, const struct world *world)
{
	struct outcome outcome;
	condition_evaluate(&outcome, arena, condition, world, MOMENT_EVER);
	known->reason = outcome.reason;
	known->text = str_of(truth_words[outcome.truth]);
	known->evidence = outcome.summary;
	known->since = MOMENT_EVER;
	/* What is only assumed was not observed. */
	if (outcome.is_assumed) {
		known->reason = REASON_NO_SERIES;
		return;
	}
	if (outcome.truth != TRUTH_UNKNOWN) {
		truth_take(outcome.truth, known);
		return;
	}
	const struct step *last = last_known(&outcome.timeline, &known->since);
	if (last) {
		truth_take(last->truth, known);
		known->is_stale = true;
	}
}

static void observe(struct condition_known *known, struct arena *arena,
		const struct condition *condition, const struct world *world)
{
	*known = (struct condition_known){ .value = { 0, unit_bare } };
	if (term_is_truth(condition->terms[condition->root].kind)) {
		truth_observe(known, arena, condition, world);
	} else {
		quantity_observe(known, arena, condition, world);
	}
}

/* Whether there are data, but not such as count. */
static bool is_shortage(enum reason reason)
{
	return reason == REASON_STALE || reason == REASON_SPARSE || reason == REASON_INCOMPLETE;
}

void condition_observe(struct condition_known *known, struct arena *arena,
		const struct condition *condition, const struct world *world)
{
	observe(known, arena, condition, world);
	if (known->is_known || !is_shortage(known->reason)) {
		return;
	}
	/* It was never enough: what the little that is there comes to. */
	struct condition_known little;
	struct condition lenient = *condition;
	lenient.coverage = 0;
	lenient.min_samples = 1;
	lenient.stale_after = (struct duration){ .ms = AGE_LIMITLESS_MS };
	observe(&little, arena, &lenient, world);
	if (little.is_known) {
		known->value = little.value;
		known->is_known = true;
		known->is_stale = true;
	}
}
