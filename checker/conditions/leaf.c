/* SPDX-License-Identifier: MIT */
#include "conditions/leaf.h"

#include "base/arena.h"
#include "base/err.h"
#include "conditions/fact.h"
#include "conditions/field.h"
#include "conditions/value_rows.h"

/* The last commit that changed the file of the record; nothing else knows when that was. */
static moment record_changed(const struct world *world, enum reason *reason)
{
	const struct decisions *decisions = world->decisions;
	const struct decision *decision = world->subject.decision;
	if (!world->history || world->history->reason != REASON_NONE || !world->decision_pasts) {
		bool is_lacking = world->history && world->history->reason != REASON_NONE;
		*reason = is_lacking ? world->history->reason : REASON_NO_HISTORY;
		return MOMENT_EVER;
	}
	*reason = REASON_NO_RECORD;
	if (!decision || !decisions || decisions->list.len == 0) {
		return MOMENT_EVER;
	}
	uint32_t commit = world->decision_pasts[decision - decisions->list.p].changed;
	return commit == NONE ? MOMENT_EVER : world->history->commits[commit].at;
}

moment age_begin(const struct world *world, enum age_of age, enum reason *reason)
{
	const struct subject *subject = &world->subject;
	moment begin = MOMENT_EVER;
	*reason = REASON_NO_RECORD;
	switch (age) {
	case AGE_REVIEWED:
		begin = subject->reviewed != MOMENT_EVER ? subject->reviewed : subject->accepted;
		break;
	case AGE_ACCEPTED:
		begin = subject->accepted;
		break;
	case AGE_PROPOSED:
		begin = subject->proposed;
		break;
	case AGE_CHANGED:
		begin = record_changed(world, reason);
		break;
	}
	if (begin != MOMENT_EVER) {
		*reason = REASON_NONE;
	}
	return begin;
}

/* A unit of the program's own, which can be read. */
static struct unit unit_of(struct str text)
{
	struct unit unit = unit_bare;
	struct err err;
	return unit_read(&unit, text, &err) ? unit : unit_bare;
}

static void age_cursor(
		struct evaluation *evaluation, const struct term *term, struct cursor *cursor)
{
	enum reason reason;
	moment as_of = evaluation->world->as_of;
	moment begin = age_begin(evaluation->world, term->age, &reason);
	if (reason != REASON_NONE) {
		cursor_constant(cursor, span_unknown(reason));
		return;
	}
	cursor_now(cursor, as_of, span_point((double)as_of - (double)begin));
}

/* Whether two texts are the same but for how much white space separates their words. */
static bool is_same_text(struct str a, struct str b)
{
	static const char blanks[] = " \t\r\n";
	a = str_trim(a);
	b = str_trim(b);
	size_t i = 0;
	size_t k = 0;
	while (i < a.len && k < b.len) {
		bool is_blank = memchr(blanks, a.p[i], sizeof(blanks) - 1) != NULL;
		if (is_blank != (memchr(blanks, b.p[k], sizeof(blanks) - 1) != NULL)) {
			return false;
		}
		if (!is_blank && a.p[i] != b.p[k]) {
			return false;
		}
		i++;
		k++;
		while (is_blank && i < a.len && memchr(blanks, a.p[i], sizeof(blanks) - 1)) {
			i++;
		}
		while (is_blank && k < b.len && memchr(blanks, b.p[k], sizeof(blanks) - 1)) {
			k++;
		}
	}
	return i == a.len && k == b.len;
}

/* Whether the world tells the value itself. */
static bool is_given(const struct world *world, const struct term *term, struct fact_answer *answer)
{
	for (size_t i = 0; i < world->given_count; i++) {
		if (is_same_text(world->given[i].term, term->text)) {
			answer->value = world->given[i].value;
			answer->evidence = STR("given");
			return true;
		}
	}
	return false;
}

/* What is not said by a window is said by the clauses behind the expression. */
static struct fact_time fact_time(
		struct evaluation *evaluation, const struct condition *condition, uint32_t number)
{
	const struct term *term = &condition->terms[number];
	struct fact_time time = {
		.window = term->window,
		.since = evaluation->anchor,
		.period = condition->period,
	};
	if (term->has_window) {
		time.over = OVER_WINDOW;
	} else if (condition->is_periodic && !evaluation->is_of_clear[number]) {
		time.over = OVER_PERIOD;
	} else if (condition->has_since || evaluation->world->subject.decision) {
		/* In a record, since its last review if nobody says otherwise. */
		time.over = OVER_SINCE;
	}
	return time;
}

static void fact_cursor(struct evaluation *evaluation, const struct condition *condition,
		uint32_t number, struct cursor *cursor)
{
	const struct term *term = &condition->terms[number];
	struct fact_answer answer = { 0 };
	bool is_told = is_given(evaluation->world, term, &answer);
	if (!is_told) {
		const struct fact_question question = {
			.term = term,
			.world = evaluation->world,
			.time = fact_time(evaluation, condition, number),
			.earliest = evaluation->earliest,
			.min_samples = condition->min_samples,
			.arena = evaluation->arena,
			.scratch = evaluation->scratch,
		};
		fact_function(term->fact)(&question, &answer);
	}
	struct span now = answer.reason == REASON_NONE ? span_point(answer.value)
						       : span_unknown(answer.reason);
	if (answer.is_between) {
		now = span_between(answer.value, answer.high, answer.reason);
	}
	if (answer.rows) {
		cursor_rows(cursor, answer.rows, answer.row_count);
	} else if (is_told || !value_rows_cursor(evaluation, term, cursor)) {
		cursor_now(cursor, evaluation->world->as_of, now);
	}
	cursor->evidence = answer.evidence;

	struct buf value = { 0 };
	number_write(answer.value, &value);
	evaluation_saw(evaluation, term->text,
			answer.reason == REASON_NONE ? str_dup(evaluation->scratch, buf_str(&value))
						     : str_of(reason_words[answer.reason]));
	buf_finish(&value);
}

static void baseline_cursor(struct evaluation *evaluation, const struct condition *condition,
		const struct term *term, struct cursor *cursor)
{
	const struct subject *subject = &evaluation->world->subject;
	struct str wanted = condition->terms[term->stands_for].text;
	for (size_t i = 0; i < subject->stored_count; i++) {
		if (is_same_text(subject->stored[i].term, wanted)) {
			cursor_constant(cursor, span_point(subject->stored[i].value));
			return;
		}
	}
	cursor_constant(cursor, span_unknown(REASON_NO_BASELINE));
}

void leaf_begin(struct evaluation *evaluation, const struct condition *condition, uint32_t number,
		struct cursor *cursor, struct conversion *conversion)
{
	const struct term *term = &condition->terms[number];
	struct unit unit = term->unit;
	if (term->missing != REASON_NONE) {
		cursor_constant(cursor, span_unknown(term->missing));
		cursor->evidence = term->missing_text;
		*conversion = conversion_between(&unit, &unit);
		return;
	}
	switch (term->kind) {
	case TERM_METRIC:
		metric_cursor(evaluation, condition, number, cursor);
		unit = term->metric ? metric_unit(term->metric, term->aggregate) : unit;
		break;
	case TERM_FACT:
		fact_cursor(evaluation, condition, number, cursor);
		unit = term->fact->unit.len > 0 ? unit_of(term->fact->unit) : unit;
		break;
	case TERM_FIELD:
		field_cursor(evaluation, term, cursor);
		break;
	case TERM_BASELINE:
		baseline_cursor(evaluation, condition, term, cursor);
		unit = condition->terms[term->stands_for].unit;
		break;
	case TERM_AGE:
		age_cursor(evaluation, term, cursor);
		unit = unit_of(STR("ms"));
		break;
	default:
		cursor_constant(cursor, span_point(term->value));
		break;
	}
	*conversion = conversion_between(&unit, &term->unit);
}
