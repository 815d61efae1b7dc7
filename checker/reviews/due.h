/* SPDX-License-Identifier: MIT */
/*
 * What somebody must look at, and when: triggers that fired, dates and the ends
 * of exceptions that come within a while, and what nobody knows.
 */
#ifndef LINTEL_REVIEWS_DUE_H
#define LINTEL_REVIEWS_DUE_H

#include "findings/exception.h"
#include "reviews/trigger.h"

/* In this order on one day. */
enum due_kind {
	DUE_FIRED,
	DUE_BROKEN,
	/* A day that a record names comes. */
	DUE_DATE,
	/* A manual() waits for somebody's word. */
	DUE_ATTESTATION,
	DUE_BLIND,
	DUE_UNKNOWN,
	DUE_PENDING,
	/* Kept or deferred until then. */
	DUE_AGAIN,
	DUE_EXCEPTION,
	/* Prose that nobody has looked at. */
	DUE_PROSE,
	DUE_KINDS,
};

/* "fired", "broken", "due", …: indexed by enum due_kind, ended by NULL. */
extern const char *const due_words[];

struct due_row {
	enum due_kind kind;
	bool has_day;
	date_day day;
	/* One of the two; the other is NULL. */
	const struct trigger *trigger;
	const struct exception *exception;
};

struct due {
	/* By day, those without one last. */
	VEC(struct due_row) rows;
	/* All triggers by state, also those that are not in `rows`, but for those below. */
	size_t states[TRIGGER_IDLE + 1];
	size_t attestations;
	size_t prose;
	size_t broken;
	size_t exceptions;
};

/*
 * Collects what is due up to `until`, this day included; what fired, is blind,
 * unknown or pending is always in it.  The exceptions must have been checked
 * (exceptions_check()); NULL leaves them out.
 */
void due_collect(struct due *due, struct arena *arena, const struct triggers *triggers,
		const struct exceptions *exceptions, date_day until);

/* Why a trigger is what it is, without the day on which it fired; may be empty. */
struct str due_more(const struct trigger *trigger, struct arena *arena);

/* Why a row stands there, and what was measured, in one line. */
struct str due_text(const struct due_row *row, struct arena *arena);

#endif
