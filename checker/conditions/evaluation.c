/* SPDX-License-Identifier: MIT */
#include "conditions/evaluation.h"

#include "base/arena.h"
#include "conditions/window.h"

static moment anchor_of(const struct condition *condition, const struct world *world)
{
	switch (condition->since) {
	case ANCHOR_REVIEW:
		return world->subject.reviewed != MOMENT_EVER ? world->subject.reviewed
							      : world->subject.accepted;
	case ANCHOR_ACCEPTED:
		return world->subject.accepted;
	case ANCHOR_DATE:
		break;
	}
	return condition->since_moment;
}

/* How far clauses look back from a moment. */
static moment earliest_of(const struct condition *condition, moment from)
{
	moment earliest = moment_before(from, condition->hold);
	if (!condition->has_for) {
		return earliest;
	}
	if (!condition->is_periodic) {
		return moment_before(earliest, condition->for_length);
	}
	earliest = period_begin(earliest, condition->period);
	for (uint32_t i = 0; i < condition->period_count && earliest > MOMENT_EVER + 1; i++) {
		earliest = period_begin(earliest - 1, condition->period);
	}
	return earliest;
}

void evaluation_from(struct evaluation *evaluation, moment from)
{
	/* As far as data reach, for those who want no more than what is now. */
	moment first = from == MOMENT_EVER ? evaluation->world->as_of : from;
	evaluation->earliest = earliest_of(evaluation->condition, first);
}

/* Operands come before what is made of them: one pass from the end finds them all. */
static uint8_t *terms_of_clear(struct arena *scratch, const struct condition *condition)
{
	uint8_t *is_of = arena_new_array(scratch, uint8_t, condition->term_count);
	/* A quantity that is asked for alone has only the terms up to its own. */
	if (condition->clear >= condition->term_count) {
		return is_of;
	}
	is_of[condition->clear] = 1;
	for (uint32_t t = condition->clear + 1; t-- > 0;) {
		const struct term *term = &condition->terms[t];
		for (uint32_t i = 0; is_of[t] && i < term->operand_count; i++) {
			is_of[term->operands[i]] = 1;
		}
	}
	return is_of;
}

void evaluation_init(struct evaluation *evaluation, struct arena *arena, struct arena *scratch,
		const struct condition *condition, const struct world *world)
{
	*evaluation = (struct evaluation){
		.arena = arena,
		.scratch = scratch,
		.condition = condition,
		.world = world,
		.anchor = anchor_of(condition, world),
		.is_of_clear = terms_of_clear(scratch, condition),
	};
	evaluation_from(evaluation, MOMENT_EVER);
}

void evaluation_saw(struct evaluation *evaluation, struct str name, struct str data)
{
	*vec_add(&evaluation->seen, evaluation->scratch) = name;
	*vec_add(&evaluation->seen, evaluation->scratch) = data;
}

double evaluation_coverage(const struct evaluation *evaluation)
{
	double coverage = evaluation->condition->coverage;
	return coverage < 0 ? WINDOW_COVERAGE : coverage;
}
