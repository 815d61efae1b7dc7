/* SPDX-License-Identifier: MIT */
#include "conditions/atom.h"

#include "base/arena.h"
#include "base/err.h"
#include "conditions/evidence.h"
#include "conditions/field.h"
#include "conditions/leaf.h"

bool term_is_atom(const struct term *term)
{
	switch (term->kind) {
	case TERM_COMPARE:
	case TERM_DATE:
	case TERM_STATUS:
	case TERM_FIRED:
	case TERM_HAS:
	case TERM_IS:
	case TERM_MANUAL:
		return true;
	default:
		break;
	}
	return false;
}

/* ---- comparisons ---- */

static void compare_over_time(
		struct evaluation *evaluation, struct formula *formula, struct steps *out)
{
	moment now;
	steps_add(out, MOMENT_EVER, formula_truth(formula));
	while ((now = formula_next(formula)) <= evaluation->world->as_of) {
		formula_step(formula);
		steps_add(out, now, formula_truth(formula));
	}
}

/* A time that passes, compared with a constant: the moments at which that turns are known. */
struct age_test {
	const struct term *age;
	const struct term *number;
	/* Of how far time has passed since the moment that `age` is about: how long it is until
	 * a date gets less, and is the negative of that. */
	enum comparison comparison;
	bool is_until;
};

static enum comparison comparison_turned(enum comparison comparison)
{
	switch (comparison) {
	case LESS:
		return GREATER;
	case LESS_OR_EQUAL:
		return GREATER_OR_EQUAL;
	case GREATER:
		return LESS;
	case GREATER_OR_EQUAL:
		return LESS_OR_EQUAL;
	case EQUAL:
	case NOT_EQUAL:
		break;
	}
	return comparison;
}

static bool is_age_test(
		const struct condition *condition, const struct term *term, struct age_test *test)
{
	const struct term *left = &condition->terms[term->operands[0]];
	const struct term *right = &condition->terms[term->operands[1]];
	bool is_turned = term_is_time(right);
	*test = (struct age_test){
		.age = is_turned ? right : left,
		.number = is_turned ? left : right,
		.comparison = is_turned ? comparison_turned(term->comparison) : term->comparison,
	};
	test->is_until = test->age->kind == TERM_FIELD && test->age->field_of == FIELD_UNTIL;
	if (test->is_until) {
		test->comparison = comparison_turned(test->comparison);
	}
	return term_is_time(test->age) && test->number->kind == TERM_NUMBER;
}

/* The moment at which the age is as large as the number. */
static moment age_turn(const struct age_test *test, moment begin)
{
	struct unit ms;
	struct err err;
	if (test->number->window.months || test->number->window.ms) {
		return test->is_until ? moment_before(begin, test->number->window)
				      : moment_after(begin, test->number->window);
	}
	if (!unit_read(&ms, STR("ms"), &err) || !unit_converts(&test->number->unit, &ms)) {
		return MOMENT_NEVER;
	}
	double length = unit_convert(test->number->value, &test->number->unit, &ms);
	length = test->is_until ? -length : length;
	/* As far as a double can say it; NaN and what is beyond is never. */
	return length > -9e18 && length < 9e18 ? moment_plus(begin, (int64_t)length) : MOMENT_NEVER;
}

/* When the time began to pass, or ends; what is said of it where that is not known. */
static moment age_test_begin(struct evaluation *evaluation, const struct age_test *test,
		enum reason *reason, struct atom_value *value)
{
	moment begin;
	if (test->age->kind == TERM_FIELD) {
		begin = field_date(evaluation, test->age, reason, &value->evidence);
	} else {
		begin = age_begin(evaluation->world, test->age->age, reason);
		value->evidence = *reason == REASON_NONE ? STR("")
							 : evidence_of_reason(evaluation, *reason);
	}
	if (*reason == REASON_NONE) {
		evidence_of_time(evaluation, test->age, begin, value);
	}
	return begin;
}

static void age_over_time(struct evaluation *evaluation, const struct age_test *test,
		struct steps *out, struct atom_value *value)
{
	enum reason reason;
	moment begin = age_test_begin(evaluation, test, &reason, value);
	if (reason != REASON_NONE) {
		steps_constant(out, kleene_unknown(reason));
		return;
	}
	moment turn = age_turn(test, begin);
	enum comparison comparison = test->comparison;
	bool before = comparison == LESS || comparison == LESS_OR_EQUAL || comparison == NOT_EQUAL;
	bool at = comparison == LESS_OR_EQUAL || comparison == GREATER_OR_EQUAL
		  || comparison == EQUAL;
	bool after = comparison == GREATER || comparison == GREATER_OR_EQUAL
		     || comparison == NOT_EQUAL;
	steps_add(out, MOMENT_EVER, kleene_of(before));
	steps_add(out, turn, kleene_of(at));
	steps_add(out, moment_plus(turn, 1), kleene_of(after));
}

static void compare_evaluate(struct evaluation *evaluation, uint32_t number, struct steps *out,
		struct atom_value *value)
{
	const struct condition *condition = evaluation->condition;
	struct age_test test;
	if (is_age_test(condition, &condition->terms[number], &test)) {
		age_over_time(evaluation, &test, out, value);
		return;
	}
	struct formula *formula = formula_create(evaluation, condition, number);
	compare_over_time(evaluation, formula, out);
	evidence_of_formula(evaluation, formula, value);
}

/* ---- dates, records ---- */

static void date_evaluate(const struct term *term, struct steps *out)
{
	steps_add(out, MOMENT_EVER, KLEENE_FALSE);
	if (term->first < term->last) {
		steps_add(out, term->first, KLEENE_TRUE);
		if (term->last != MOMENT_NEVER) {
			steps_add(out, term->last, KLEENE_FALSE);
		}
	}
}

/* What is known of the present only. */
static void now_evaluate(struct evaluation *evaluation, struct kleene now, struct steps *out)
{
	enum reason before = now.truth == TRUTH_UNKNOWN ? now.reason : REASON_NO_PAST;
	steps_add(out, MOMENT_EVER, kleene_unknown(before));
	steps_add(out, evaluation->world->as_of, now);
}

static const struct decision *term_decision(
		const struct evaluation *evaluation, const struct term *term)
{
	const struct decisions *decisions = evaluation->world->decisions;
	if (!decisions || term->record == NONE || term->record >= decisions->list.len) {
		return NULL;
	}
	return &decisions->list.p[term->record];
}

static void status_evaluate(struct evaluation *evaluation, const struct term *term,
		struct steps *out, struct atom_value *value)
{
	const struct decision *decision = term_decision(evaluation, term);
	const enum decision_status *then = evaluation->world->subject.statuses_then;
	if (!decision || decision->status == STATUS_UNKNOWN
			|| (term->is_edge && (!then || then[term->record] == STATUS_UNKNOWN))) {
		now_evaluate(evaluation, kleene_unknown(REASON_NO_RECORD), out);
		value->evidence = evidence_of_reason(evaluation, REASON_NO_RECORD);
		return;
	}
	bool is = decision->status == term->status;
	bool was = term->is_edge && then[term->record] == term->status;
	now_evaluate(evaluation, kleene_of(is && !was), out);
	value->value = str_of(decision_status_words[decision->status]);
	value->evidence = evidence_of_place(evaluation, &decision->status_place);
	evaluation_saw(evaluation, term->text, value->value);
}

static void fired_evaluate(struct evaluation *evaluation, const struct term *term,
		struct steps *out, struct atom_value *value)
{
	const struct fired_row *fired = evaluation->world->fired;
	if (!fired || !term_decision(evaluation, term) || !fired[term->record].is_known) {
		now_evaluate(evaluation, kleene_unknown(REASON_NO_RECORD), out);
		value->evidence = evidence_of_reason(evaluation, REASON_NO_RECORD);
		return;
	}
	bool has_fired = fired[term->record].has_fired;
	now_evaluate(evaluation, kleene_of(has_fired), out);
	value->value = has_fired ? STR("fired") : STR("not fired");
	evaluation_saw(evaluation, term->text, value->value);
}

static void manual_evaluate(struct evaluation *evaluation, const struct term *term,
		struct steps *out, struct atom_value *value)
{
	const struct subject *subject = &evaluation->world->subject;
	const struct attestation *last = NULL;
	moment due = MOMENT_NEVER;
	steps_add(out, MOMENT_EVER, kleene_unknown(REASON_ATTESTATION_DUE));
	for (size_t i = 0; i < subject->attestation_count; i++) {
		const struct attestation *given = &subject->attestations[i];
		if (given->at > evaluation->world->as_of) {
			break;
		}
		if (due < given->at) {
			steps_add(out, due, kleene_unknown(REASON_ATTESTATION_DUE));
		}
		steps_add(out, given->at, kleene_of(given->is_true));
		due = moment_after(given->at, term->every);
		last = given;
	}
	if (due <= evaluation->world->as_of) {
		steps_add(out, due, kleene_unknown(REASON_ATTESTATION_DUE));
	}
	evidence_of_word(evaluation, last, due, value);
}

void atom_evaluate(struct evaluation *evaluation, uint32_t number, struct steps *out,
		struct atom_value *value)
{
	const struct term *term = &evaluation->condition->terms[number];
	*value = (struct atom_value){ .text = term->text, .place = term->place };
	switch (term->kind) {
	case TERM_COMPARE:
		compare_evaluate(evaluation, number, out, value);
		break;
	case TERM_DATE:
		date_evaluate(term, out);
		break;
	case TERM_STATUS:
		status_evaluate(evaluation, term, out, value);
		break;
	case TERM_FIRED:
		fired_evaluate(evaluation, term, out, value);
		break;
	case TERM_HAS:
		steps_constant(out, field_has(evaluation, term, value));
		break;
	case TERM_IS:
		steps_constant(out, field_is(evaluation, term, value));
		break;
	case TERM_MANUAL:
		manual_evaluate(evaluation, term, out, value);
		break;
	default:
		steps_constant(out, kleene_unknown(REASON_UNDEFINED));
		break;
	}
	struct kleene now = steps_at(out, evaluation->world->as_of);
	value->truth = now.truth;
	value->reason = now.reason;
}
