/* SPDX-License-Identifier: MIT */
#include "reviews/evaluation.h"

#include "base/arena.h"

size_t evaluation_record(const struct evaluation *evaluation, const struct trigger *trigger)
{
	return (size_t)(trigger->decision - evaluation->decisions->list.p);
}

/* A moment that a day stands for, or MOMENT_EVER. */
static moment day_begin(const struct decision_date *date)
{
	return date->is_known ? (moment)date->day * MOMENT_DAY : MOMENT_EVER;
}

/* When the record came into force, as far as it says. */
moment subject_accepted(const struct decision *decision, const struct review_answers *answers)
{
	if (decision->accepted.is_known) {
		return day_begin(&decision->accepted);
	}
	vec_each (const struct review_answer, answer, &answers->list) {
		if (answer->outcome == ANSWER_ACCEPT) {
			return (moment)answer->row->day * MOMENT_DAY;
		}
	}
	return decision_is_in_force(decision) ? day_begin(&decision->date) : MOMENT_EVER;
}

/* The last time somebody looked at the record, or when it came into force. */
static moment reviewed_at(const struct decision *decision, const struct review_answers *answers)
{
	moment reviewed = subject_accepted(decision, answers);
	moment stated = day_begin(&decision->reviewed);

	reviewed = stated > reviewed ? stated : reviewed;
	if (answers->list.len) {
		const struct decision_review *last = answers->list.p[answers->list.len - 1].row;
		moment at = (moment)last->day * MOMENT_DAY;
		reviewed = at > reviewed ? at : reviewed;
	}
	return reviewed;
}

/* Whether the condition compares with what was stored: `baseline`, `becomes`. */
static bool has_baseline(const struct condition *condition, bool *has_edge)
{
	bool has = false;
	*has_edge = false;
	for (uint32_t i = 0; i < condition->term_count; i++) {
		has |= condition->terms[i].kind == TERM_BASELINE;
		*has_edge |= condition->terms[i].kind == TERM_STATUS && condition->terms[i].is_edge;
	}
	return has;
}

/* The answer whose values count: the last that is about these words, or the acceptance. */
static const struct review_answer *baseline_answer(
		const struct trigger *trigger, const struct review_answers *answers)
{
	const struct review_answer *found = NULL;
	vec_each (const struct review_answer, answer, &answers->list) {
		/* What is put off is not reviewed. */
		if (answer->outcome == ANSWER_ACCEPT
				|| (answer->outcome != ANSWER_DEFER
						&& answer_bond(answer, trigger) == BOND_WHOLE)) {
			found = answer;
		}
	}
	return found;
}

/* "adr(ADR-0012).status": the number of the record, or the number of records. */
static size_t status_subject(const struct decisions *decisions, struct str term)
{
	if (!str_starts(term, STR("adr(")) || !str_ends(term, STR(").status"))) {
		return decisions->list.len;
	}
	const struct decision *other = decision_find(decisions, str_slice(term, 4, term.len - 8));
	return other ? (size_t)(other - decisions->list.p) : decisions->list.len;
}

static const enum decision_status *statuses_then(
		const struct evaluation *evaluation, const struct review_answer *answer)
{
	const struct decisions *decisions = evaluation->decisions;
	enum decision_status *statuses = arena_new_array(
			evaluation->arena, enum decision_status, decisions->list.len);

	vec_each (const struct observation, observation, &answer->evidence.observations) {
		size_t number = status_subject(decisions, observation->term);
		for (unsigned i = 0; number < decisions->list.len && i < STATUSES; i++) {
			if (str_eq(observation->value, str_of(decision_status_words[i]))) {
				statuses[number] = (enum decision_status)i;
			}
		}
	}
	return statuses;
}

static void add_attestations(struct subject *subject, const struct evaluation *evaluation,
		const struct trigger *trigger, const struct review_answers *answers)
{
	struct attestation *attestations =
			arena_new_array(evaluation->arena, struct attestation, answers->list.len);

	subject->attestations = attestations;
	vec_each (const struct review_answer, answer, &answers->list) {
		if (answer->evidence.has_manual && answer_bond(answer, trigger) == BOND_WHOLE) {
			attestations[subject->attestation_count++] = (struct attestation){
				.at = (moment)answer->row->day * MOMENT_DAY,
				.is_true = answer->evidence.manual,
			};
		}
	}
}

struct subject subject_of_record(
		const struct decision *decision, const struct review_answers *answers)
{
	return (struct subject){
		.decision = decision,
		.proposed = day_begin(&decision->date),
		.accepted = subject_accepted(decision, answers),
		.reviewed = reviewed_at(decision, answers),
	};
}

/* The record as the trigger's condition sees it. */
struct subject subject_of(const struct evaluation *evaluation, const struct trigger *trigger)
{
	const struct review_answers *answers =
			&evaluation->answers[evaluation_record(evaluation, trigger)];
	struct subject subject = subject_of_record(trigger->decision, answers);
	bool has_edge;
	bool has_values = has_baseline(trigger->condition, &has_edge);
	const struct review_answer *answer =
			has_values || has_edge ? baseline_answer(trigger, answers) : NULL;

	if (answer && has_values) {
		struct stored_value *values;
		subject.stored_count = review_evidence_values(
				&answer->evidence, evaluation->arena, trigger->condition, &values);
		subject.stored = values;
	}
	if (answer && has_edge) {
		subject.statuses_then = statuses_then(evaluation, answer);
	}
	add_attestations(&subject, evaluation, trigger, answers);
	return subject;
}
