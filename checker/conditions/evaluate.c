/* SPDX-License-Identifier: MIT */
#include "conditions/evaluate.h"

#include "base/arena.h"
#include "conditions/atom.h"
#include "conditions/evaluation.h"
#include "conditions/formula.h"
#include "conditions/outcome.h"

const char *const truth_words[] = {
	[TRUTH_FALSE] = "false",
	[TRUTH_UNKNOWN] = "unknown",
	[TRUTH_TRUE] = "true",
};

/* ---- terms to timelines ---- */

/* Joins the operands' lines and gives them back; an operand belongs to one term only. */
static void term_join(struct evaluation *evaluation, const struct term *term, struct steps *lines,
		struct steps *out)
{
	uint32_t needed = term->operand_count;
	if (term->kind == TERM_OR) {
		needed = 1;
	} else if (term->kind == TERM_COUNT) {
		needed = term->number;
	}
	struct steps *operands =
			arena_new_array(evaluation->scratch, struct steps, term->operand_count);
	for (uint32_t i = 0; i < term->operand_count; i++) {
		operands[i] = lines[term->operands[i]];
	}
	steps_join(out, operands, term->operand_count, needed);
	for (uint32_t i = 0; i < term->operand_count; i++) {
		steps_finish(&lines[term->operands[i]]);
	}
}

static void term_evaluate(struct evaluation *evaluation, uint32_t number, struct steps *lines,
		struct outcome *outcome)
{
	const struct term *term = &evaluation->condition->terms[number];
	if (term_is_atom(term)) {
		struct atom_value *value = vec_add(&outcome->atoms, evaluation->arena);
		atom_evaluate(evaluation, number, &lines[number], value);
		return;
	}
	switch (term->kind) {
	case TERM_AND:
	case TERM_OR:
	case TERM_COUNT:
		term_join(evaluation, term, lines, &lines[number]);
		break;
	case TERM_NOT:
		lines[number] = lines[term->operands[0]];
		lines[term->operands[0]] = (struct steps){ 0 };
		steps_not(&lines[number]);
		break;
	default:
		/* A quantity: the comparison that it belongs to follows it. */
		break;
	}
}

/* ---- what stands behind the expression ---- */

/* `for`: how long it must have been so. */
static void whole_sustain(
		struct evaluation *evaluation, const struct steps *bare, struct steps *whole)
{
	const struct condition *condition = evaluation->condition;
	if (condition->is_periodic) {
		steps_sustain_periods(whole, bare, condition->period, condition->period_count);
		return;
	}
	int64_t length = duration_ms(condition->for_length);
	int64_t needed = (int64_t)(evaluation_coverage(evaluation) * (double)length + 0.5);
	steps_sustain(whole, bare, length, needed);
}

static void steps_move(struct steps *to, struct steps *from)
{
	steps_finish(to);
	*to = *from;
	*from = (struct steps){ 0 };
}

static void whole_evaluate(struct evaluation *evaluation, struct course *course)
{
	const struct condition *condition = evaluation->condition;
	struct steps next = { 0 };
	if (condition->has_for) {
		whole_sustain(evaluation, &course->bare, &course->whole);
	} else {
		steps_copy(&course->whole, &course->bare);
	}
	if (condition->hold.ms > 0 || condition->hold.months > 0) {
		steps_hold(&next, &course->whole, condition->hold);
		steps_move(&course->whole, &next);
	}
	if (condition->clear != NONE) {
		steps_latch(&next, &course->whole, &course->clear);
		steps_move(&course->whole, &next);
	}
}

static void course_evaluate(
		struct evaluation *evaluation, struct course *course, struct outcome *outcome)
{
	const struct condition *condition = evaluation->condition;
	struct steps *lines =
			arena_new_array(evaluation->scratch, struct steps, condition->term_count);
	for (uint32_t t = 0; t < condition->term_count; t++) {
		term_evaluate(evaluation, t, lines, outcome);
	}
	*course = (struct course){ 0 };
	steps_move(&course->bare, &lines[condition->root]);
	if (condition->clear != NONE) {
		steps_move(&course->clear, &lines[condition->clear]);
	}
	for (uint32_t t = 0; t < condition->term_count; t++) {
		steps_finish(&lines[t]);
	}
	whole_evaluate(evaluation, course);
}

static void course_finish(struct course *course)
{
	steps_finish(&course->bare);
	steps_finish(&course->whole);
	steps_finish(&course->clear);
}

/* ---- what is asked for ---- */

void condition_evaluate(struct outcome *outcome, struct arena *arena,
		const struct condition *condition, const struct world *world, moment from)
{
	struct arena *scratch = arena_create();
	struct evaluation evaluation;
	struct course course;
	*outcome = (struct outcome){ 0 };
	evaluation_init(&evaluation, arena, scratch, condition, world);
	evaluation_from(&evaluation, from);
	course_evaluate(&evaluation, &course, outcome);
	outcome_read(outcome, &evaluation, &course, from);
	course_finish(&course);
	arena_destroy(scratch);
}

struct timeline condition_timeline(struct arena *arena, const struct condition *condition,
		const struct world *world, moment from)
{
	struct arena *scratch = arena_create();
	struct evaluation evaluation;
	struct course course;
	struct outcome outcome = { 0 };
	evaluation_init(&evaluation, arena, scratch, condition, world);
	evaluation_from(&evaluation, from);
	course_evaluate(&evaluation, &course, &outcome);
	struct timeline timeline = outcome_timeline(&evaluation, &course.whole, from);
	course_finish(&course);
	arena_destroy(scratch);
	return timeline;
}

bool condition_quantity(struct arena *arena, const struct condition *quantity,
		const struct world *world, struct quantity *value, enum reason *reason)
{
	struct arena *scratch = arena_create();
	struct evaluation evaluation;
	evaluation_init(&evaluation, arena, scratch, quantity, world);
	struct formula *formula = formula_create(&evaluation, quantity, quantity->root);
	while (formula_next(formula) <= world->as_of) {
		formula_step(formula);
	}
	struct span span = formula_value(formula);
	*reason = span.reason;
	*value = (struct quantity){ span.low, quantity->terms[quantity->root].unit };
	bool is_known = span_is_point(span);
	arena_destroy(scratch);
	return is_known;
}
