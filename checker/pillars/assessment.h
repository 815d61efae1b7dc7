/* SPDX-License-Identifier: MIT */
/*
 * The self-assessment: answers and evidence scored, pillar by pillar.
 *
 *	L = sum(w lo) / sum(w)    U = sum(w hi) / sum(w)    over all that applies
 *	evidenced = weight of what is measured / sum(w)
 *
 * Gates look at L.  What applies to nothing is not assessed: neither 0 nor 100.
 *
 *	assessment_prepare()   conditions of the pack are parsed: what must be gathered
 *	assess_measure()       they are evaluated, once
 *	assess_score()         and joined with answers; again for each new answer
 */
#ifndef LINTEL_PILLARS_ASSESSMENT_H
#define LINTEL_PILLARS_ASSESSMENT_H

#include "conditions/condition.h"
#include "conditions/world.h"
#include "config/config.h"
#include "pillars/interval.h"

struct exemptions;
struct problems;

/* The least lower bound with which a `must` holds. */
#define MUST_LEAST 0.5
/* More of a pillar's weight than this must not be exempt or not applicable. */
#define EXCLUDED_MOST 0.2

enum item_state {
	ITEM_SCORED,
	/* The pack's condition says that it does not apply: it is left out. */
	ITEM_NOT_APPLICABLE,
	/* The team says so: it stays in as if nothing had been said, so that this does not help. */
	ITEM_SAID_NOT_APPLICABLE,
	/* The configuration says so, until a day: it stays in as [0, hi]. */
	ITEM_EXEMPT,
};

/* E0 none, E1 declared, E2 declared with something to look at, E3 measured but old or sparse, E4
 * measured. */
enum evidence_grade {
	GRADE_NONE,
	GRADE_DECLARED,
	GRADE_SHOWN,
	GRADE_WEAK,
	GRADE_MEASURED,
};

/* "E0" to "E4". */
extern const char *const grade_words[];

/* One piece of evidence, looked at. */
struct verification {
	/* Never MEASUREMENT_NONE. */
	enum measurement_state state;
	double score;
	/* REASON_NONE where it is fresh. */
	enum reason reason;
	/* What came out: "190 min", "yes"; empty if nothing is known. */
	struct str value;
	/* "rollbacks took 190 min", or why nothing is known. */
	struct str fact;
	/* "7 samples up to 2026-11-20, telemetry/nov.csv:12"; may be empty. */
	struct str evidence;
	/* With the answer. */
	enum agreement agreement;
};

struct item_result {
	enum item_state state;
	/* With what decides: the verification with the lowest interval. */
	struct standing standing;
	struct interval interval;
	enum agreement agreement;
	enum evidence_grade grade;
	/* The answer that counts, or NULL. */
	const struct answer *answer;
	/* There is an answer, but it is older than allowed or from after the day asked for. */
	bool is_answer_old;
	bool is_answer_later;
	/* It says more than "some", and a criterion of it is not ticked. */
	bool is_answer_cut;
	/* By number of the item's scoring. */
	struct verification *verifications;
	/* The one that decides, or NULL where there is none; what follows is its own. */
	const struct verification *deciding;
	/* REASON_NONE where the measurement is known. */
	enum reason reason;
	/* "rollbacks took 190 min", or why nothing is known. */
	struct str fact;
	/* Where the pack asks for it. */
	struct place place;
	/* Whether it applies is not known: it counts as [0, 1]. */
	bool is_applying_unknown;
	/* By how much L of its pillar would grow if it were at its best. */
	double gain;
};

struct pillar_result {
	bool is_assessed;
	double lower;
	double upper;
	/* Mean of what is known; for display only. */
	double known;
	/* Share of the weight that is measured, from 0 to 1. */
	double evidenced;
	double confidence;
	/* Of pack.bands, or UINT32_MAX. */
	uint32_t band;
	/* What keeps it from the next band: an item that is a must, or UINT32_MAX. */
	uint32_t must;
	size_t contradictions;
	size_t unanswered;
	size_t exempt;
	size_t not_applicable;
	/* Share of all its weight that is exempt or does not apply. */
	double excluded;
	/* Questions that apply; some of them are unanswered. */
	size_t questions;
	/* Pieces of evidence that the pack asks for; those that are known, and known once. */
	size_t facts;
	size_t facts_known;
	size_t facts_old;
	/* The one fact to show beside the score; may be empty. */
	struct str headline;
};

/* The pack's conditions, understood. */
struct assessment_conditions {
	/* By item; NULL where it always applies. */
	const struct condition **applies;
	/* By item and number of its scoring. */
	const struct condition ***scorings;
	/* Bits of enum condition_needs. */
	unsigned needs;
};

/* How old an answer may be, where the configuration does not say. */
#define ANSWER_AGE_DEFAULT "365d"

struct assessment_input {
	const struct pack *pack;
	const struct assessment_conditions *conditions;
	const struct config_pillars *config;
	/* What `exempt` comes to at as_of. */
	const struct exemptions *exemptions;
	const struct world *world;
	/* Files of the repository, sorted: what an answer may show. */
	const struct str *paths;
	size_t path_count;
};

struct assessment {
	const struct assessment_input *input;
	const struct pack *pack;
	const struct answers *answers;
	/* By item and by pillar of the pack. */
	struct item_result *items;
	struct pillar_result *pillars;
	/* Of pack.readings, or UINT32_MAX. */
	uint32_t reading;
	/* The pillar to deepen next, or UINT32_MAX, and why: a sentence that begins with its name.
	 */
	uint32_t deepen;
	struct str deepen_why;
	/* What to do first: "declare journey.traced …, or answer question 3 with its criteria". */
	struct str next;
	moment as_of;
};

/*
 * Parses the pack's conditions.  What is not there in this repository is
 * unknown; what is wrong goes to `problems`.
 */
NODISCARD bool assessment_prepare(struct assessment_conditions *conditions, struct arena *arena,
		const struct pack *pack, const struct condition_names *names,
		struct problems *problems);

/* Looks at all evidence at world->as_of.  `input` must live as long as the assessment. */
void assess_measure(struct assessment *assessment, struct arena *arena,
		const struct assessment_input *input);

/* Scores what was measured with these answers. */
void assess_score(
		struct assessment *assessment, struct arena *arena, const struct answers *answers);

/* The answer's day is after as_of, or further back than `max_answer_age` allows. */
bool answer_is_later(const struct answer *answer, moment as_of);
bool answer_is_old(const struct answer *answer, const struct config_pillars *config, moment as_of);

/* verify.c: what a piece of evidence says now. */
void verify(struct verification *verification, struct arena *arena, const struct scoring *scoring,
		const struct condition *condition, const struct world *world);
/* The score of a value in scoring->unit (as a ratio for SCORE_PERCENT). */
double scoring_score(const struct scoring *scoring, double value);

/* Which pillar to deepen next, why, and what to do first; part of assess_score(). */
void deepen(struct assessment *assessment, struct arena *arena);

#endif
