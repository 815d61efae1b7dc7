/* SPDX-License-Identifier: MIT */
/*
 * Service levels: objectives over declared metrics, their error budgets, and how
 * fast they burn.
 *
 *	budget B = 1 - target      burn of a window = (bad / all in it) / B
 *	a pair of windows burns when both its long and its short one are above its factor
 *
 * Everything is judged at world->as_of, from records of the kind service-level.
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

/* One window. */
struct burn {
	struct duration window;
	bool is_known;
	enum reason reason;
	double bad;
	double all;
	/* e = bad / all, and its confidence bounds at 95 %. */
	double ratio;
	double least;
	double most;
	/* e / B */
	double rate;
};

struct burn_pair {
	struct burn longer;
	struct burn shorter;
	double factor;
	/* The share of the budget that it may take. */
	double share;
	bool is_quick;
	/* 1/B is below the factor: it can never burn. */
	bool is_unreachable;
	enum burn_verdict verdict;
};

struct service_level {
	const struct register_entry *entry;
	double target;
	struct duration period;
	VEC(struct burn_pair) pairs;
	/* Over the whole period. */
	struct burn whole;
	/* 1 - burn of the whole period; negative when overspent. */
	double remaining;
	bool is_remaining_known;
	/* When it would be used up at the present rate; MOMENT_NEVER if it would not. */
	moment exhausted_at;
	enum burn_verdict verdict;
	enum reason reason;
	/* The deciding condition with its numbers, in one line. */
	struct str summary;
	struct place source;
};

struct service_levels {
	VEC(struct service_level) list;
};

/* Of all service-level records; what is wrong with them is in `findings` of registers already. */
void service_levels_evaluate(struct service_levels *levels, struct arena *arena,
		const struct registers *registers, const struct world *world);

const struct service_level *service_level_find(const struct service_levels *levels, struct str id);

#endif
