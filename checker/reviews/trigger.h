/* SPDX-License-Identifier: MIT */
/*
 * The life of triggers: what each review trigger of each decision record comes
 * to at `as_of`.
 *
 *	armed -> pending (true, not yet long enough) -> fired -> acknowledged -> armed | retired
 *
 * A fired trigger stays fired until somebody reviews it, though its condition
 * be false again.  One that has been unknown for 30 days is blind.  All of it
 * is a pure function of the world: no state is kept between runs but the
 * records' own "Reviews" tables and the rows that `adr due --record` writes.
 */
#ifndef LINTEL_REVIEWS_TRIGGER_H
#define LINTEL_REVIEWS_TRIGGER_H

#include "base/problem.h"
#include "conditions/condition.h"
#include "conditions/evaluate.h"
#include "conditions/world.h"

struct findings;
struct own_settings;
struct recorded_states;

/* Unknown for longer than this is blind. */
#define TRIGGER_BLIND_DAYS 30
/* A fired trigger must be answered within so many days. */
#define TRIGGER_ACK_DAYS 30
/* A review-by date: noted so many days before, and so many days of grace after. */
#define TRIGGER_WARN_DAYS 30
#define TRIGGER_GRACE_DAYS 14
#define TRIGGERS_MAX 64

enum trigger_form {
	TRIGGER_CONDITION,
	/* `review-by:` and its synonyms. */
	TRIGGER_DATE,
	/* Words that are no condition: listed, never dropped. */
	TRIGGER_PROSE,
	/* Meant as a condition, and wrong. */
	TRIGGER_BROKEN,
};

enum trigger_state {
	TRIGGER_ARMED,
	TRIGGER_PENDING,
	TRIGGER_FIRED,
	TRIGGER_ACKNOWLEDGED,
	TRIGGER_RETIRED,
	/* Unknown, for less than 30 days. */
	TRIGGER_UNKNOWN,
	TRIGGER_BLIND,
	/* Its record is not in force, so nobody needs to look. */
	TRIGGER_IDLE,
};

/* "armed", "pending", …, NULL. */
extern const char *const trigger_state_words[];
/* "condition", "date", "prose", "broken", NULL. */
extern const char *const trigger_form_words[];

struct trigger {
	const struct decision *decision;
	const struct decision_trigger *item;
	enum trigger_form form;
	/* TRIGGER_CONDITION. */
	const struct condition *condition;
	/* TRIGGER_BROKEN: what is wrong with it. */
	VEC(struct problem) faults;
	/* Of its words: a review is bound to it. */
	struct hash hash;
	enum trigger_state state;
	/* Since when it is in this state, or MOMENT_EVER. */
	moment since;
	/* TRIGGER_FIRED: when it fired; MOMENT_NEVER otherwise. */
	moment fired;
	/* TRIGGER_FIRED: when its condition stopped holding, or MOMENT_NEVER. */
	moment no_longer;
	/* The next day that matters: due, expiry of a word given, the end of grace; or
	 * MOMENT_NEVER. */
	moment due;
	/* A manual() of it waits for somebody's word. */
	bool is_attestation_due;
	/* What the condition came to; zero for other forms. */
	struct outcome outcome;
	/* The last review that counts, or NULL. */
	const struct decision_review *review;
	/* Fired again within 30 days of a `keep`: one step more severe. */
	bool is_repeat;
	/* Three or more times "keep" in the same words. */
	bool is_rubber_stamp;
	/* Why it is in this state, in one line. */
	struct str why;
};

/* Something about a row of "Reviews": it does not count, or it says little. */
struct review_fault {
	const struct decision *decision;
	const struct decision_review *review;
	/* A word for its fingerprint: "future", "unbound", "deferred-again", … */
	struct str kind;
	struct str text;
	struct str remedy;
	/* It is wrong; else it is only worth a look. */
	bool is_error;
};

struct triggers {
	/* How many threads may evaluate them; 0 is one. */
	unsigned jobs;
	/* In the order of the records and of their items. */
	VEC(struct trigger) list;
	/* Filled by triggers_evaluate(). */
	VEC(struct review_fault) faults;
};

/*
 * Parses all triggers of all records.  A broken trigger stays in the list with
 * its faults; of records that are no longer in force nobody is told what is
 * wrong.  Unless it is NULL, `problems` gets all faults too, as errors at their
 * words.
 */
void triggers_parse(struct triggers *triggers, struct arena *arena,
		const struct decisions *decisions, const struct condition_names *names,
		struct problems *problems);

/* What all of their conditions need together: bits of enum condition_needs. */
unsigned triggers_needs(const struct triggers *triggers);

/*
 * Evaluates them, in the order in which they refer to each other; a circle of
 * adr().fired breaks its triggers, and goes to `problems` unless that is NULL.
 * `recorded` is what earlier runs wrote down (reviews/recorded.h), or NULL.
 * `world->subject` and `world->fired` are filled in here.
 */
void triggers_evaluate(struct triggers *triggers, struct arena *arena, const struct world *world,
		const struct recorded_states *recorded, struct problems *problems);

/*
 * Adds a finding of lintel/trigger/… for everything that somebody should look
 * at: broken (caused by a change), fired and blind (by data, or by the clock
 * where nothing but days is in it), a day that is near or past, a word that is
 * due, a row of "Reviews" that does not count.
 */
void triggers_report(const struct triggers *triggers, struct findings *findings,
		const struct own_settings *settings, moment as_of);

#endif
