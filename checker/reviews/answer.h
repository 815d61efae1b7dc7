/* SPDX-License-Identifier: MIT */
/*
 * The rows of "Reviews" as answers to triggers: which of them count, and what
 * is wrong with the others.
 *
 * A row counts for a trigger that it names if its evidence holds the hash of
 * the trigger's present words.
 */
#ifndef LINTEL_REVIEWS_ANSWER_H
#define LINTEL_REVIEWS_ANSWER_H

#include "reviews/evidence.h"

enum answer_outcome {
	/* Written when a record is accepted: it holds values, and answers nothing. */
	ANSWER_ACCEPT,
	ANSWER_KEEP,
	ANSWER_REVISE,
	ANSWER_SUPERSEDE,
	ANSWER_RETIRE,
	ANSWER_DEFER,
	ANSWERS,
};

/* "accept", "keep", …, NULL. */
extern const char *const answer_words[];

struct review_answer {
	const struct decision_review *row;
	enum answer_outcome outcome;
	struct review_evidence evidence;
};

/* The rows of a record that are sound, by day. */
struct review_answers {
	VEC(struct review_answer) list;
};

/* Reads all rows of a record; what is wrong with one is a fault, and then it does not count. */
void review_answers_read(struct review_answers *answers, struct arena *arena,
		const struct decision *decision, moment as_of, struct triggers *triggers);

/* How an answer stands to a trigger. */
enum answer_bond {
	/* It is about another one. */
	BOND_NONE,
	/* It names the trigger, whose words have been changed since. */
	BOND_LOST,
	BOND_WHOLE,
};

enum answer_bond answer_bond(const struct review_answer *answer, const struct trigger *trigger);

#endif
