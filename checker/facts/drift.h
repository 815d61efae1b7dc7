/* SPDX-License-Identifier: MIT */
/*
 * The architecture at several revisions, as far as includes tell it: numbers
 * for each, who used whom, which cycles there were; and what changed from one
 * to the next.
 *
 * Modules and rules are today's: what they did not reach yet is counted, so
 * that nobody takes a small graph for a clean one.
 */
#ifndef LINTEL_FACTS_DRIFT_H
#define LINTEL_FACTS_DRIFT_H

#include "base/calendar.h"
#include "base/place.h"
#include "base/vec.h"

struct arena;

/* One module uses another. */
struct drift_use {
	struct str from;
	struct str to;
	/* Include lines. */
	uint32_t count;
	/* The first of them. */
	struct place place;
};

/* Modules that use each other in a circle, by name. */
struct drift_cycle {
	struct str *members;
	size_t count;
};

struct drift_rule {
	struct str id;
	/* Findings, whether or not the baseline or an exception knows them. */
	uint32_t findings;
};

struct drift_revision {
	/* A tag, a period, or what the command line called it; empty for a bare commit. */
	struct str name;
	/* 40 digits. */
	struct str commit;
	moment at;
	/* Not empty: why nothing is known of it. */
	struct str problem;
	/* C files that are judged; those of them in no module; those that could not be read. */
	uint32_t files;
	uint32_t unassigned;
	uint32_t unread;
	uint64_t lines;
	/* Those with a file. */
	uint32_t modules;
	/* Includes that may be of the tree, and which file they mean is not known. */
	uint32_t unresolved;
	/* The sum of all uses between modules. */
	uint64_t uses_sum;
	uint32_t findings;
	/* Of modules in cycles. */
	uint32_t entangled;
	/* See facts/metrics.h; over the modules that have a file. */
	double propagation_cost;
	uint32_t fan_out;
	/* Which has it; empty if it is 0. */
	struct str fan_out_of;
	uint32_t depth;
	/* Sorted by from, to. */
	VEC(struct drift_use) uses;
	/* Sorted by their first members. */
	VEC(struct drift_cycle) cycles;
	/* Those that have findings, in the order of the rules. */
	VEC(struct drift_rule) rules;
};

struct drift {
	/* As it was asked for. */
	struct str range;
	/* "tags", "months", …: what the revisions are. */
	struct str at;
	/* Oldest first. */
	VEC(struct drift_revision) revisions;
	/* Ids of rules that includes alone cannot judge, or not all of; in their order. */
	VEC(struct str) not_judged;
	VEC(struct str) partly_judged;
};

struct drift_change {
	/* Uses that are new, and gone. */
	VEC(struct drift_use) came;
	VEC(struct drift_use) went;
	/* Cycles that have a member more than any before it shares with them, or are gone. */
	VEC(struct drift_cycle) tied;
	VEC(struct drift_cycle) untied;
};

/* What is otherwise at `now` than at `before`; texts are borrowed. */
struct drift_change drift_change_between(struct arena *arena, const struct drift_revision *before,
		const struct drift_revision *now);

/* The use of one module by another, or NULL. */
const struct drift_use *drift_use_find(
		const struct drift_revision *revision, struct str from, struct str to);

/* The cycle that the module is in, or NULL. */
const struct drift_cycle *drift_cycle_of(const struct drift_revision *revision, struct str module);

/* How many findings the rule has. */
uint32_t drift_findings_of(const struct drift_revision *revision, struct str rule);

#endif
