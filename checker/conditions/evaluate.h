/* SPDX-License-Identifier: MIT */
/*
 * What a condition comes to, now and at every moment before, with three values:
 * true, false, and unknown for a reason.
 *
 * Everything is a timeline: a step function from moments to truth.  Atoms over
 * samples change at samples, atoms over dates at dates, and what is known only
 * now (code, counts) is unknown before now.  `and`, `or`, `not` and `of` join
 * timelines by Kleene's rules; `for`, `hold` and `clear when` are functions of
 * one.  So "when did it fire" needs no memory.
 *
 * The time it takes grows with samples as n log n, whatever the windows.
 */
#ifndef LINTEL_CONDITIONS_EVALUATE_H
#define LINTEL_CONDITIONS_EVALUATE_H

#include "conditions/condition.h"
#include "conditions/world.h"

enum truth {
	TRUTH_FALSE,
	TRUTH_UNKNOWN,
	TRUTH_TRUE,
};

/* "false", "unknown", "true". */
extern const char *const truth_words[];

/* From a moment on, up to the next step. */
struct step {
	moment from;
	enum truth truth;
	/* TRUTH_UNKNOWN: the first reason. */
	enum reason reason;
};

struct timeline {
	/* Ascending; the first one begins where the timeline does; neighbours differ. */
	struct step *steps;
	size_t len;
};

/* One atom, for whoever wants to know why. */
struct atom_value {
	struct str text;
	struct place place;
	enum truth truth;
	enum reason reason;
	/* The value compared, in its unit: "212 ms"; empty if there is none. */
	struct str value;
	/* Where it comes from: "7 samples up to 2026-11-20, telemetry/nov.csv:12"; or why it is
	 * unknown. */
	struct str evidence;
};

/* One complete period of `for 2 quarters`. */
struct period_value {
	/* "2026Q2" */
	struct str name;
	enum truth truth;
	enum reason reason;
	/* "2" */
	struct str value;
	/* "91 of 91 days" */
	struct str coverage;
};

struct outcome {
	/* Of the whole condition, `for` and `hold` included, at as_of. */
	enum truth truth;
	enum reason reason;
	/* on-missing made it what it is: shown and counted as assumed. */
	bool is_assumed;
	/* The whole, over time: what the moments below are read from. */
	struct timeline timeline;
	/* Of the expression alone: true while `truth` is not is what "pending" means. */
	enum truth bare;
	/* Since when both have been so, before `from` too; MOMENT_EVER if always. */
	moment since;
	moment bare_since;
	/* The first moment after `from` at which the whole was true, or MOMENT_NEVER. */
	moment first_true;
	/* The last moment at which it stopped being true after that, or MOMENT_NEVER. */
	moment last_end;
	/* Since when it has been unknown without a break, `from` at the earliest, or
	 * MOMENT_NEVER; an assumption changes nothing about that. */
	moment unknown_since;
	/* After `from` there was a moment when it was false, not by assumption, or
	 * `clear when` was true. */
	bool was_clear;
	moment first_clear;
	VEC(struct atom_value) atoms;
	VEC(struct period_value) periods;
	/* One line: "2026Q2: 2 (91 of 91 days)  2026Q3: 2 (90 of 92 days)". */
	struct str summary;
	/* Of all the data it saw, for the evidence of a review. */
	struct hash data;
};

/*
 * Evaluates a condition over (from, as_of]; MOMENT_EVER for as far as data
 * reach.  What it is at a moment does not depend on `from`: a `for` or a window
 * may reach behind it.  Derived metrics are in `world->metrics` as they are declared and are
 * computed here.
 */
void condition_evaluate(struct outcome *outcome, struct arena *arena,
		const struct condition *condition, const struct world *world, moment from);

/* The timeline of the whole condition; what condition_evaluate() looks at. */
struct timeline condition_timeline(struct arena *arena, const struct condition *condition,
		const struct world *world, moment from);

/* What is known of a quantity or of a condition at as_of, and what was known of it last. */
struct condition_known {
	/* In the quantity's unit; of a condition 1 where it is true, else 0. */
	struct quantity value;
	/* There is a value: now, or `is_stale`: it was so once and is no evidence any more,
	 * because what it comes from is too old, too little or broken. */
	bool is_known;
	bool is_stale;
	/* Why it is not known now. */
	enum reason reason;
	/* is_stale: since when it has not been known, or MOMENT_EVER. */
	moment since;
	/* "212 ms"; where it comes from, or why it is unknown. */
	struct str text;
	struct str evidence;
};

void condition_observe(struct condition_known *known, struct arena *arena,
		const struct condition *condition, const struct world *world);

/* A quantity as it is at as_of: false with a reason where it is unknown. */
NODISCARD bool condition_quantity(struct arena *arena, const struct condition *quantity,
		const struct world *world, struct quantity *value, enum reason *reason);

#endif
