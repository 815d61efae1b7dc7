/* SPDX-License-Identifier: MIT */
/*
 * The price of a gate, from its trend: what it caught, what escaped it, and
 * the time it took.  From a handful of runs nothing is said.
 */
#ifndef LINTEL_GATES_PRICE_H
#define LINTEL_GATES_PRICE_H

#include "facts/register.h"
#include "gates/gate.h"
#include "gates/trend.h"

/* With fewer runs a price is unknown. */
#define PRICE_RUNS_LEAST 5

/* A rule that failed the gate. */
struct price_caught {
	struct str rule;
	/* Runs that it failed, and findings in all of them. */
	size_t runs;
	int64_t findings;
};

/* An incident of a release that had passed. */
struct price_escaped {
	const struct register_entry *incident;
	struct str release;
};

struct gate_price {
	size_t runs;
	size_t failed;
	bool is_known;
	/* The most runs first. */
	VEC(struct price_caught) caught;
	VEC(struct price_escaped) escaped;
	/* Releases that passed: without any, what escaped is not known. */
	size_t passed_releases;
	/* Seconds. */
	double median;
	double p90;
	double sum;
};

/*
 * Runs up to `as_of`.  A release passed if its last run did.  `registers` may
 * be NULL: then nothing is known to have escaped.
 */
void gate_price_make(struct gate_price *price, struct arena *arena, const struct gate *gate,
		const struct trend *trend, const struct registers *registers, moment as_of);

#endif
