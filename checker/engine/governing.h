/* SPDX-License-Identifier: MIT */
/*
 * Governance in a run: decision records, measurements, and what the records'
 * triggers come to.
 *
 *	run_configure() -> run_govern() -> run_gather(run_needs() | run_govern_needs())
 *	                -> run_judge(), which calls the rest
 *
 * Commands about records alone stop after run_decisions(); those about triggers
 * call run_govern_now(), which goes as far as the triggers need.
 */
#ifndef LINTEL_ENGINE_GOVERNING_H
#define LINTEL_ENGINE_GOVERNING_H

#include "base/problem.h"
#include "conditions/world.h"
#include "engine/gating.h"
#include "facts/decision_past.h"
#include "facts/measure.h"
#include "gates/service_level.h"
#include "registers/book.h"
#include "reviews/lock.h"
#include "reviews/recorded.h"
#include "reviews/trigger.h"

struct assessing;
struct err;
struct findings;
struct run;

/* Values of one family that conditions see: "pillar", "budget", "delivery". */
struct value_family {
	struct str family;
	const struct value_row *rows;
	size_t count;
};

struct governing {
	/* run_govern() is done. */
	bool is_ready;
	/* `decisions:` is configured, and the records were read. */
	bool has_decisions;
	struct decisions decisions;
	/* What was accepted, and what was seen of triggers before; empty without such files. */
	bool has_lock;
	struct lock lock;
	struct str recorded_path;
	struct recorded_states recorded;
	/* `telemetry:` is configured, and the snapshots were read. */
	bool has_telemetry;
	struct measures measures;
	struct metrics metrics;
	/* `registers:` is configured, and was read: then it is `registers` of the book. */
	const struct registers *registers;
	struct register_book book;
	/* Service levels among them, judged as at `as_of`. */
	struct service_levels levels;
	struct triggers triggers;
	/* What the gate that asks asks for. */
	struct gating gating;
	/* `pillars:` is configured: engine/assessing.h; else NULL. */
	struct assessing *assessing;
	VEC(struct value_family) families;
	struct code_metrics code_metrics;
	/* What the history says of the records, once somebody asked; and whether it was compared
	 * with what they say. */
	struct decision_past *pasts;
	bool is_compared;
	/* What conditions see; the code is there once it was gathered. */
	struct world world;
};

/*
 * Reads the records and what lintel keeps beside them, once; nothing to do where
 * none are configured.
 */
NODISCARD bool run_decisions(struct run *run, struct err *err);

/* Records and measurements, and the triggers as far as they can be understood so far. */
NODISCARD bool run_govern(struct run *run, struct err *err);

/*
 * The same for a run beside another (engine/past.h): records are its own, and
 * measurements those of the other.
 */
NODISCARD bool run_govern_past(struct run *run, struct err *err);

/* What a condition may name in this run: selectors are compiled for the files known by now. */
struct condition_names run_condition_names(const struct run *run);

/* What triggers need besides the rules: bits of enum needs, for run_gather(). */
unsigned run_govern_needs(const struct run *run);

/* The same of any conditions: bits of enum condition_needs in, of enum needs out. */
unsigned needs_of_conditions(const struct run *run, unsigned needs);

/*
 * Gathers and judges what conditions with these needs ask: all rules, or how
 * complete records are.
 */
NODISCARD bool run_judge_needs(struct run *run, unsigned needs, struct err *err);

/*
 * After run_govern(): gathers and judges as far as some trigger asks for it, and
 * evaluates all of them.
 */
NODISCARD bool run_govern_now(struct run *run, struct err *err);

/* Puts rows in place of those of their family in the world. */
void govern_values(struct run *run, struct str family, const struct value_row *rows, size_t count);

/* What conditions see, completed by what was gathered and judged until now. */
void govern_world(struct run *run);

/* For run_judge(): what records and data have to say, before exceptions and baseline … */
void govern_findings(struct run *run);
/* … and what triggers come to, once all else is counted. */
void govern_triggers(struct run *run);

#endif
