/* SPDX-License-Identifier: MIT */
/*
 * One run: configuration, plan, facts, findings, verdict.
 *
 *	argv -> config -> plan (which rules, so which facts, so which sources)
 *	     -> facts, frozen -> rules -> findings -> exceptions, baseline -> verdict
 *
 * A run is made step by step: run_configure(), run_gather(), run_judge().  Each
 * command goes as far as it needs.
 */
#ifndef LINTEL_ENGINE_RUN_H
#define LINTEL_ENGINE_RUN_H

#include "base/file.h"
#include "base/problem.h"
#include "config/config.h"
#include "facts/code.h"
#include "facts/history.h"
#include "findings/baseline.h"
#include "findings/exception.h"
#include "findings/finding.h"
#include "findings/since.h"
#include "gates/verdict.h"
#include "rules/rule.h"

struct arena;
struct overlay;

/* What the command line says about the run as a whole. */
struct run_options {
	/* The folder to begin the search for lintel.yaml in; empty = the working folder. */
	struct str folder;
	/* Instead of those of the configuration; may lie outside the tree. */
	struct str *compile_commands;
	size_t compile_commands_count;
	/* Do not ask the compiler at all. */
	bool text_only;
	unsigned jobs;
	bool no_store;
	/* Empty = the default. */
	struct str store_folder;
	/* Seconds since 1970. */
	int64_t as_of;
	/* Who asks, by name; empty = pull-request. */
	struct str gate;
	/*
	 * The run is for the gate: rules that it leaves to others are not judged, and
	 * what it asks for besides is.
	 */
	bool asks_gate;
	/* The change that it judges, "A..B"; empty = all of the tree. */
	struct str changes;
	/* Judge what the change since this revision brought; empty = all that there is. */
	struct str since;
	/* What it is for, and the release that it goes into; either may be empty. */
	struct str change_class;
	struct str release;
	/* Seconds of processor time that a unit may take (30). */
	unsigned max_unit_time;
	/* Bytes of memory a worker may take (2 GiB). */
	size_t max_unit_memory;
	/* Parse every unit as a whole, whatever it begins with. */
	bool no_prefixes;
	size_t max_file_size;
	size_t max_files;
	size_t max_depth;
	/* Of decision records and telemetry. */
	size_t max_record_size;
	size_t max_records;
	/* Of files of registers; zeros are the defaults. */
	size_t max_register_size;
	size_t max_register_depth;
	size_t max_register_nodes;
	size_t max_register_records;
	size_t max_snapshot_size;
	size_t max_samples;
	size_t max_series;
	/* Of lintel.yaml and what it extends; zeros are the defaults. */
	struct node_limits config_limits;
	/* Only these rules, and findings that stand in these modules; a partial run. */
	struct str *rules;
	size_t rules_count;
	struct str *modules;
	size_t modules_count;
	/* What stands for the contents of a lintel.yaml in `folder` that is not written yet;
	 * empty = look for the file. */
	struct str proposed;
	/* Instead of the file of answers that the configuration names; may lie outside. */
	struct str answers;
	/* Do not read the baseline (`lintel baseline` itself). */
	bool no_baseline;
	/* Of the history; zeros are the defaults. */
	size_t max_commits;
	/* What is judged in place of the folder's files, by the configuration that lies there. */
	const struct overlay *overlay;
	/* Called now and then while units are parsed; may be NULL. */
	void (*progress)(size_t done, size_t total, void *ctx);
	void *progress_ctx;
};

/* Where the time went, in nanoseconds; for --timings, never in a report. */
struct run_timings {
	int64_t configure;
	int64_t scan;
	int64_t resolve;
	int64_t parse;
	int64_t store;
	int64_t join;
	int64_t rules;
	int64_t records;
	int64_t telemetry;
	int64_t registers;
	int64_t triggers;
	int64_t history;
	size_t units_parsed;
	/* Common beginnings that were parsed once, units parsed behind one, and units for which
	 * it did not hold. */
	size_t prefixes;
	size_t units_behind;
	size_t units_fell_back;
	size_t units_kept;
	/* All of the other side of --since; what of it was the compiler's; how many units that
	 * were. */
	int64_t base;
	int64_t base_parse;
	size_t base_units_parsed;
	size_t base_units_kept;
};

struct run {
	struct arena *arena;
	struct run_options options;
	struct root root;
	struct config config;
	struct problems problems;
	/* Files and modules are there after run_configure(); the rest after run_gather(). */
	struct code *code;
	struct rule *rules;
	size_t rule_count;
	struct exceptions exceptions;
	struct baseline baseline;
	bool has_baseline;
	/* Before exceptions and baseline: what `lintel baseline` writes. */
	struct findings findings;
	/* As they are in force; the one that asks; what it asked for besides findings. */
	struct gates gates;
	const struct gate *gate;
	struct gate_results results;
	struct verdict verdict;
	/* About the store: for standard error only. */
	VEC(struct str) notes;
	struct run_timings timings;
	/* Of the stopwatch. */
	int64_t began;
	/* Records, measurements, triggers: engine/governing.h; NULL unless somebody asked. */
	struct governing *governing;
	/* run_gather() and run_judge() are done. */
	bool has_gathered;
	bool has_judged;
	/* What run_history() came to: engine/historing.h; NULL unless somebody asked. */
	const struct history *history;
	/* What --since came to: engine/since.h; NULL unless somebody asked. */
	const struct since *since;
	/* Owned by the engine. */
	struct historing *historing;
	struct owning *owning;
	struct deploying *deploying;
	struct sincing *sincing;
	struct run_delivery *delivery;
	struct gathering *gathering;
	struct churning *churning;
};

/* Gives every option its default. */
void run_options_init(struct run_options *options);

/*
 * Finds and reads lintel.yaml, exceptions and baseline, scans the tree, makes
 * modules and rules.  False if anything the user wrote is wrong: `run->problems`
 * has it all, or `err` where there is no place to name.
 */
NODISCARD bool run_configure(struct run *run, const struct run_options *options, struct err *err);

/*
 * Gathers the facts that `needs` (of enum needs) ask for, joins and freezes
 * them.  Units that fail are facts too; false only if gathering cannot begin.
 */
NODISCARD bool run_gather(struct run *run, unsigned needs, struct err *err);

/*
 * Puts the rules and `uses` of another text of lintel.yaml in place of those at
 * hand and keeps the facts: `lintel init` learns from them what to allow.  The
 * modules must be the same.  False as run_configure().
 */
NODISCARD bool run_reconfigure(struct run *run, struct str text, struct err *err);

/* Whether the rule is judged at all: it was asked for, and the gate does not leave it to others. */
bool run_judges(const struct run *run, const struct rule *rule);

/* What the configured rules need together. */
unsigned run_needs(const struct run *run);

/* Rules, findings, exceptions, baseline, verdict. */
void run_judge(struct run *run);

/*
 * Of the type baseline_looked_at, with the judged run as `ctx`: whether what an
 * entry of the baseline speaks of could be seen in this run at all.
 */
bool run_looked_at(const struct baseline_entry *entry, void *ctx);

void run_finish(struct run *run);

#endif
