/* SPDX-License-Identifier: MIT */
/*
 * Tests of triggers: series that somebody made up, and what a trigger must come
 * to on some days.  A trigger that was never seen firing is not known to work.
 *
 *	tests:
 *	  - trigger: few-consumers
 *	    start: 2026-01-01
 *	    metrics: { bus.consumers: "4x90 2x183" }
 *	    expect:
 *	      - { at: 2026-06-30, state: pending }
 *	      - { at: 2026-10-01, state: fired }
 *
 * The file stands beside the record: 0007-event-backbone.md has its tests in
 * 0007-event-backbone.test.yaml.  docs/triggers.md describes all keys.
 */
#ifndef LINTEL_REVIEWS_REHEARSAL_H
#define LINTEL_REVIEWS_REHEARSAL_H

#include "config/table.h"
#include "reviews/trigger.h"

struct rehearsal_failure {
	struct place place;
	struct str text;
};

/* A trigger, and whether a test saw it fire. */
struct rehearsed {
	const struct decision *decision;
	struct str trigger;
	bool has_fired;
};

struct rehearsal {
	struct arena *arena;
	/* The records, with what a test supposes of one of them in its place. */
	struct decisions decisions;
	const struct metrics *metrics;
	const struct code *code;
	/* Expectations that held, and those that did not. */
	size_t passed;
	VEC(struct rehearsal_failure) failures;
	/* All conditions of the records that were looked at, in their order. */
	VEC(struct rehearsed) triggers;
};

/*
 * Begins with a copy of the records.  Metrics are the declared ones, whose own
 * samples are not looked at; `code` may be NULL, and then selectors are not
 * checked.
 */
void rehearsal_init(struct rehearsal *rehearsal, struct arena *arena,
		const struct decisions *decisions, const struct metrics *metrics,
		const struct code *code);

/* What the name of a file with tests ends in. */
#define REHEARSAL_EXTENSION ".test.yaml"

/* "adr/0007-event-backbone.test.yaml": where the tests of a record are. */
struct str rehearsal_path(const struct decision *decision, struct arena *arena);

/* Notes the triggers of record `number`, which may have no tests at all. */
void rehearsal_add(struct rehearsal *rehearsal, size_t number);

/*
 * Runs the tests in `root` of record `number`, after rehearsal_add().  What is
 * wrong with the file goes to `problems`; false if there was any.
 */
NODISCARD bool rehearsal_run(struct rehearsal *rehearsal, size_t number, const struct node *root,
		struct problems *problems);

#endif
