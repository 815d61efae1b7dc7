/* SPDX-License-Identifier: MIT */
/*
 * The self-assessment: answers and evidence scored, pillar by pillar.
 *
 *	L = sum(w lo) / sum(w)    U = sum(w hi) / sum(w)    over all that applies
 *	evidenced = weight of what is measured / sum(w)
 *
 * Gates look at L.  What applies to nothing is not assessed: neither 0 nor 100.
 */
#ifndef LINTEL_PILLARS_ASSESSMENT_H
#define LINTEL_PILLARS_ASSESSMENT_H

#include "conditions/world.h"
#include "config/config.h"
#include "pillars/interval.h"

struct problems;

enum item_state {
	ITEM_SCORED,
	ITEM_NOT_APPLICABLE,
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

struct item_result {
	enum item_state state;
	struct standing standing;
	struct interval interval;
	enum agreement agreement;
	enum evidence_grade grade;
	/* The last answer, or NULL. */
	const struct answer *answer;
	/* REASON_NONE where the measurement is known. */
	enum reason reason;
	/* "rollbacks took 190 min (median of 6)", or why nothing is known. */
	struct str fact;
	/* Where the measurement comes from. */
	struct place place;
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
	size_t contradictions;
	size_t exempt;
	size_t not_applicable;
	/* The one fact to show beside the score. */
	struct str headline;
};

struct assessment {
	const struct pack *pack;
	const struct answers *answers;
	/* By item and by pillar of the pack. */
	struct item_result *items;
	struct pillar_result *pillars;
	/* Of pack.readings, or UINT32_MAX. */
	uint32_t reading;
	/* The pillar to deepen next, or UINT32_MAX, and why. */
	uint32_t deepen;
	struct str deepen_why;
	/* What to do first: "declare journey.traced …, or answer question 3 with its criteria". */
	struct str next;
	moment as_of;
};

/*
 * Scores everything at world->as_of.  Conditions of the pack were parsed by
 * assessment_prepare(), which says what they need.
 */
void assess(struct assessment *assessment, struct arena *arena, const struct pack *pack,
		const struct answers *answers, const struct config_pillars *config,
		const struct world *world);

/* Which pillar to deepen next, and why; part of assess(). */
void deepen(struct assessment *assessment, struct arena *arena);

#endif
