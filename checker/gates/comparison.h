/* SPDX-License-Identifier: MIT */
/*
 * Outcomes of two times, side by side: incidents and how long they took,
 * deployments, named metrics.  With too few of them nothing is said.
 *
 * A difference is a difference.  Nothing here says what brought it about.
 */
#ifndef LINTEL_GATES_COMPARISON_H
#define LINTEL_GATES_COMPARISON_H

#include "config/config.h"
#include "facts/deployment.h"
#include "facts/measure.h"
#include "facts/register.h"

struct arena;
struct problems;

#define COMPARISON_LEAST 5

/* [from, to) */
struct comparison_span {
	moment from;
	moment to;
};

enum compared_better {
	COMPARED_LESS,
	COMPARED_MORE,
	/* It is what it is: more deployments are neither. */
	COMPARED_NEITHER,
};

/* One side of a row. */
struct compared {
	/* Samples, incidents, deployments behind it. */
	size_t count;
	/* Only where the row is known. */
	double value;
};

struct comparison_row {
	struct str name;
	/* "min", "% of deployments", "in 30 days": shown behind the values; may be empty. */
	struct str unit;
	struct compared before;
	struct compared after;
	enum compared_better better;
	bool is_known;
	/* Why not. */
	struct str why;
};

struct comparisons {
	VEC(struct comparison_row) rows;
};

struct comparison_facts {
	const struct config *config;
	/* Any of these may be NULL. */
	const struct registers *registers;
	const struct deployments *deployments;
	const struct metrics *metrics;
	struct comparison_span before;
	struct comparison_span after;
};

/* Metrics that `outcomes.measures` names must be declared; what is not goes to `problems`. */
NODISCARD bool comparison_check(const struct config *config, const struct metrics *metrics,
		struct problems *problems);

void comparison_make(struct comparisons *comparison, struct arena *arena,
		const struct comparison_facts *facts);

#endif
