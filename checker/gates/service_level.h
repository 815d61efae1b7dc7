/* SPDX-License-Identifier: MIT */
/*
 * Service levels: objectives over declared metrics, their error budgets, and how
 * fast they burn.
 *
 *	budget B = 1 - target      burn of a window = (bad / all in it) / B
 *	a pair of windows burns when both its long and its short one are above its factor
 *
 * Everything is judged at world->as_of, from records of the kind service-level.
 * Windows end at the newest sample that all the metrics of a level have, if that
 * is not older than they allow; burn.h says how a window is counted.
 */
#ifndef LINTEL_GATES_SERVICE_LEVEL_H
#define LINTEL_GATES_SERVICE_LEVEL_H

#include "conditions/world.h"
#include "facts/register.h"

enum burn_verdict {
	BURN_NONE,
	/* A slow pair burns. */
	BURN_SLOW,
	/* A quick pair burns. */
	BURN_QUICK,
	/* Too little traffic, stale, NaN, no data: see `reason`. */
	BURN_UNKNOWN,
};

/* "none", "slow", "quick", "unknown": indexed by enum burn_verdict. */
extern const char *const burn_words[];

/* One window. */
struct burn {
	struct duration window;
	/* What happened in it was counted. */
	bool is_known;
	/* Why not, in one word and in a line; also why what was counted decides nothing. */
	enum reason reason;
	struct str reason_text;
	double bad;
	/* More than `bad` where a threshold of latency lies within a bucket. */
	double bad_most;
	double all;
	/* e = bad / all, and its confidence bounds at 95 %. */
	double ratio;
	double least;
	double most;
	/* e / B */
	double rate;
	/* Counters that began anew within it: what it counted is a lower bound. */
	uint32_t resets;
};

struct burn_pair {
	struct burn longer;
	struct burn shorter;
	double factor;
	/* The share of the budget that it may take. */
	double share;
	bool is_quick;
	/* 1/B is not above the factor: it can never burn. */
	bool is_unreachable;
	enum burn_verdict verdict;
	/* BURN_UNKNOWN: the window that does not decide. */
	const struct burn *open;
	/* Where the record says it, or the record itself. */
	struct place place;
};

struct service_level {
	const struct register_entry *entry;
	/* 0.999 */
	double target;
	/* 1 - target, without the rounding of that subtraction. */
	double budget;
	struct duration period;
	/* Longest window last. */
	VEC(struct burn_pair) pairs;
	/* Over the whole period. */
	struct burn whole;
	/* 1 - burn of the whole period; negative when overspent. */
	double remaining;
	bool is_remaining_known;
	/* At what rate it burns now: of the long window that decides; NaN if that is unknown. */
	double rate;
	/* When it would be used up at that rate; MOMENT_NEVER if it would not. */
	moment exhausted_at;
	enum burn_verdict verdict;
	enum reason reason;
	/* The record asks for something that can be judged. */
	bool is_sound;
	/* The record lacks what is judged, which is a finding of registers already. */
	bool is_refused;
	/* Why nothing is known, in a line; empty where something is. */
	struct str reason_text;
	/* The pair that decided the verdict, or NULL. */
	const struct burn_pair *deciding;
	/* The deciding condition with its numbers, in one line. */
	struct str summary;
	/* The end of all windows, or MOMENT_EVER; where that sample stands. */
	moment upto;
	struct place source;
};

struct service_levels {
	VEC(struct service_level) list;
};

/*
 * Of all service-level records, in their order; what is wrong with the records
 * is in the findings of registers already, and makes a level unknown here.
 */
void service_levels_evaluate(struct service_levels *levels, struct arena *arena,
		const struct registers *registers, const struct world *world);

const struct service_level *service_level_find(const struct service_levels *levels, struct str id);

#endif
