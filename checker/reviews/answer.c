/* SPDX-License-Identifier: MIT */
#include "reviews/answer.h"

#include "base/arena.h"
#include "base/suggest.h"

#include <strings.h>

const char *const answer_words[] = {
	[ANSWER_ACCEPT] = "accept",
	[ANSWER_KEEP] = "keep",
	[ANSWER_REVISE] = "revise",
	[ANSWER_SUPERSEDE] = "supersede",
	[ANSWER_RETIRE] = "retire",
	[ANSWER_DEFER] = "defer",
	[ANSWERS] = NULL,
};

#define REWRITE "write it with 'lintel adr ack', which knows what belongs into each column"

/* Whoever has more of either has said enough: a hostile table must not take long. */
#define FAULTS_MAX 100
#define GUESSES_MAX 100

/* What the rows of one record are read with. */
struct reader {
	struct arena *arena;
	const struct decision *decision;
	moment as_of;
	struct triggers *triggers;
	unsigned faults;
	unsigned guesses;
};

static bool fault(struct reader *reader, const struct decision_review *row, struct str kind,
		struct str remedy, const char *fmt, ...) PRINTF_LIKE(5, 6);

static bool fault(struct reader *reader, const struct decision_review *row, struct str kind,
		struct str remedy, const char *fmt, ...)
{
	va_list args;

	if (++reader->faults > FAULTS_MAX) {
		return false;
	}
	va_start(args, fmt);
	*vec_add(&reader->triggers->faults, reader->arena) = (struct review_fault){
		.decision = reader->decision,
		.review = row,
		.kind = kind,
		.text = str_vfmt(reader->arena, fmt, args),
		.remedy = remedy,
		.is_error = true,
	};
	va_end(args);
	return false;
}

static bool outcome_read(struct str text, enum answer_outcome *outcome)
{
	for (unsigned i = 0; i < ANSWERS; i++) {
		struct str word = str_of(answer_words[i]);
		if (word.len == text.len && strncasecmp(word.p, text.p, word.len) == 0) {
			*outcome = (enum answer_outcome)i;
			return true;
		}
	}
	return false;
}

static bool outcome_fault(struct reader *reader, const struct decision_review *row)
{
	struct str words[ANSWERS];
	for (unsigned i = 0; i < ANSWERS; i++) {
		words[i] = str_of(answer_words[i]);
	}
	struct str near = suggest(row->outcome, words, ANSWERS);
	struct str remedy = STR("an outcome is one of keep, revise, supersede, retire, defer");
	if (near.len) {
		remedy = str_fmt(reader->arena, "did you mean '" STR_FMT "'?", STR_ARG(near));
	}
	return fault(reader, row, STR("outcome"), remedy,
			"a review's outcome cannot be '" STR_FMT "'", STR_ARG(row->outcome));
}

/* Whether a row says all that it must, at a time at which it could be said. */
static bool row_is_sound(struct reader *reader, struct review_answer *answer)
{
	const struct decision_review *row = answer->row;
	date_day today = date_day_of(reader->as_of / MOMENT_SECOND);

	if (row->problem.len) {
		return fault(reader, row, STR("malformed"), STR(REWRITE), STR_FMT,
				STR_ARG(row->problem));
	}
	if (!outcome_read(row->outcome, &answer->outcome)) {
		return outcome_fault(reader, row);
	}
	if (str_trim(row->by).len == 0) {
		return fault(reader, row, STR("nobody"), STR("name the role that decided it"),
				"nobody answers for this review");
	}
	if (answer->outcome == ANSWER_DEFER && !row->has_next) {
		return fault(reader, row, STR("endless"), STR("name the day under 'next'"),
				"a review is deferred without a day");
	}
	if (row->has_next && row->next < row->day) {
		return fault(reader, row, STR("next"),
				STR("'next' is the day on which somebody looks again"),
				"'next' lies before the review itself");
	}
	if (answer->evidence.has_fired && row->day < answer->evidence.fired) {
		return fault(reader, row, STR("before"), STR("give it the day of the review"),
				"the review lies before the day on which its trigger fired");
	}
	/* Last, so that what else is wrong does not depend on the day. */
	if (row->day > today) {
		return fault(reader, row, STR("future"), STR("give it the day of the review"),
				"a review lies in the future");
	}
	return true;
}

/* Whether the cell "slo, bus" names the trigger; `accept` may stand for all. */
static bool names(struct str cell, struct str id)
{
	struct str part;
	while (str_split(&cell, ',', &part)) {
		if (str_eq(str_trim(part), id)) {
			return true;
		}
	}
	return false;
}

/* A name that is no trigger's, and nearly one: the review was meant for that. */
static void check_names(struct reader *reader, const struct decision_review *row)
{
	const struct decision *decision = reader->decision;
	size_t count = decision->triggers.len < TRIGGERS_MAX ? decision->triggers.len
							     : TRIGGERS_MAX;
	struct str ids[TRIGGERS_MAX];
	struct str cell = row->trigger;
	struct str part;

	for (size_t i = 0; i < count; i++) {
		ids[i] = decision->triggers.p[i].id;
		if (names(row->trigger, ids[i])) {
			return;
		}
	}
	while (str_split(&cell, ',', &part) && reader->guesses++ < GUESSES_MAX) {
		struct str near = suggest(str_trim(part), ids, count);
		if (near.len && str_trim(part).len) {
			fault(reader, row, STR("trigger"),
					str_fmt(reader->arena, "did you mean '" STR_FMT "'?",
							STR_ARG(near)),
					"the record has no trigger '" STR_FMT "'",
					STR_ARG(str_trim(part)));
		}
	}
}

static int answer_order(const void *a, const void *b)
{
	const struct review_answer *x = a;
	const struct review_answer *y = b;
	if (x->row->day != y->row->day) {
		return x->row->day < y->row->day ? -1 : 1;
	}
	/* Rows of one day count in the order in which they were written. */
	return (x->row > y->row) - (x->row < y->row);
}

void review_answers_read(struct review_answers *answers, struct arena *arena,
		const struct decision *decision, moment as_of, struct triggers *triggers)
{
	struct reader reader = { arena, decision, as_of, triggers, 0, 0 };

	*answers = (struct review_answers){ 0 };
	vec_each (const struct decision_review, row, &decision->reviews) {
		struct review_answer answer = { .row = row };
		review_evidence_read(&answer.evidence, arena, row->evidence);
		if (!row_is_sound(&reader, &answer)) {
			continue;
		}
		if (answer.outcome != ANSWER_ACCEPT) {
			check_names(&reader, row);
		}
		*vec_add(&answers->list, arena) = answer;
	}
	vec_sort(&answers->list, answer_order);
}

enum answer_bond answer_bond(const struct review_answer *answer, const struct trigger *trigger)
{
	if (!names(answer->row->trigger, trigger->item->id)) {
		return BOND_NONE;
	}
	vec_each (const struct str, digits, &answer->evidence.triggers) {
		if (review_evidence_binds(*digits, trigger->hash)) {
			return BOND_WHOLE;
		}
	}
	return BOND_LOST;
}
