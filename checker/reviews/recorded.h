/* SPDX-License-Identifier: MIT */
/*
 * What triggers came to in earlier runs, for conditions whose past nobody can
 * look at again: code, counts, other records.  `lintel adr due --record` adds a
 * line whenever one changed; a pipeline commits the file.
 *
 *	# lintel triggers 1
 *	ADR-0007	hub	9f2c0a1b2c3d	2026-10-01	true
 *
 * Fields are separated by tabs.  Lines are sorted by record, trigger, words and day, so that two
 *branches merge line by line; a line that stands twice counts once.
 */
#ifndef LINTEL_REVIEWS_RECORDED_H
#define LINTEL_REVIEWS_RECORDED_H

#include "reviews/trigger.h"

/* Beside the records, in the first of their folders. */
#define RECORDED_NAME "triggers.state"

enum recorded_truth {
	RECORDED_FALSE,
	RECORDED_UNKNOWN,
	/* The expression was true, not yet for long enough. */
	RECORDED_PENDING,
	RECORDED_TRUE,
};

/* "false", "unknown", "pending", "true", NULL. */
extern const char *const recorded_words[];

struct recorded_state {
	/* The record's id, or its path if it has none. */
	struct str record;
	struct str trigger;
	/* Digits of the hash of the trigger's words. */
	struct str digits;
	date_day day;
	enum recorded_truth truth;
};

struct recorded_states {
	/* Sorted. */
	VEC(struct recorded_state) list;
};

/*
 * Reads the file; texts point into `text`.  Each bad line goes to `problems` and
 * is left out; false if there was any.
 */
NODISCARD bool recorded_read(struct recorded_states *states, struct arena *arena, struct str path,
		struct str text, struct problems *problems);

/* The states of a trigger as it is worded now, by day; how many. */
size_t recorded_find(const struct recorded_states *states, struct arena *arena,
		const struct trigger *trigger, const struct recorded_state **first);

/*
 * Adds what the evaluated triggers came to at `as_of`, where it is not what was
 * recorded last, and drops states of triggers that are no more.  `states` may
 * have been read from nothing.  Returns how many lines changed.
 */
size_t recorded_update(struct recorded_states *states, struct arena *arena,
		const struct triggers *triggers, moment as_of);

void recorded_write(const struct recorded_states *states, struct buf *out);

/* Whether anything in the condition is known only at the time it is asked. */
bool condition_has_no_past(const struct condition *condition);

#endif
