/* SPDX-License-Identifier: MIT */
/*
 * What the evaluation of all triggers works on; the parts of triggers_evaluate()
 * share it and nobody else does.
 */
#ifndef LINTEL_REVIEWS_EVALUATION_H
#define LINTEL_REVIEWS_EVALUATION_H

#include "reviews/answer.h"
#include "reviews/recorded.h"

struct evaluation {
	struct arena *arena;
	struct triggers *triggers;
	const struct recorded_states *recorded;
	struct problems *problems;
	/* A copy of the caller's: subject and fired change. */
	struct world world;
	const struct decisions *decisions;
	/* By record. */
	struct review_answers *answers;
	struct fired_row *fired;
	/* By trigger: its outcome is there. */
	uint8_t *has_outcome;
};

/* The number of the trigger's record. */
size_t evaluation_record(const struct evaluation *evaluation, const struct trigger *trigger);

/* When the record came into force, as far as it says; else MOMENT_EVER. */
moment subject_accepted(const struct decision *decision, const struct review_answers *answers);

/* What a record says of itself to any condition. */
struct subject subject_of_record(
		const struct decision *decision, const struct review_answers *answers);

/* The record as the condition of one of its triggers sees it. */
struct subject subject_of(const struct evaluation *evaluation, const struct trigger *trigger);

#endif
