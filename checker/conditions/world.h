/* SPDX-License-Identifier: MIT */
/*
 * All that a condition can see: frozen facts, rows of values that earlier steps
 * of the run came to, and what is known about the record that it stands in.
 * There is no clock but `as_of`.
 */
#ifndef LINTEL_CONDITIONS_WORLD_H
#define LINTEL_CONDITIONS_WORLD_H

#include "facts/code.h"
#include "facts/decision_past.h"
#include "facts/history.h"
#include "facts/measure.h"
#include "facts/metrics.h"
#include "facts/ownership.h"
#include "facts/register.h"

/*
 * Findings, counted: one row for each rule, module and state; or an exception,
 * one row for each module that it has findings in.
 */
struct count_row {
	/*
	 * "violations" (new ones), "baselined", "excepted"; "exceptions", "exceptions-expired";
	 * "not-judged": the rule was left out, or could not be judged.
	 */
	struct str what;
	struct str rule;
	/* The module of the file they stand in; empty for none. */
	struct str module;
	/* The decision behind the rule, as written. */
	struct str adr;
	double count;
	/* The exception's; its rows stand together, and all of them count as one. */
	struct str id;
};

/*
 * A value that an earlier step of the run came to: of a pillar ("score",
 * "upper", "evidenced"), of a service level's budget ("remaining", "burn") or of
 * delivery ("lead_time", …; of one service, or with an empty subject of all).
 */
struct value_row {
	/* The fact's family and name. */
	struct str family;
	struct str name;
	/* The pillar, the service level. */
	struct str subject;
	/* MOMENT_EVER = it is so now; else it was so from then on: rows ascend by it. */
	moment from;
	struct quantity value;
	/* REASON_NONE if there is a value. */
	enum reason reason;
	struct str evidence;
};

/* What the triggers of a record came to; in the order of the records. */
struct fired_row {
	bool is_known;
	bool has_fired;
};

/* What was observed when the record was last reviewed or accepted: `baseline`. */
struct stored_value {
	/* The term's text, words separated by single blanks. */
	struct str term;
	double value;
};

/* Somebody looked at a manual() and said what they saw. */
struct attestation {
	moment at;
	bool is_true;
};

/* The record that a condition stands in; MOMENT_EVER where it is not known. */
struct subject {
	/* NULL for a condition outside of records. */
	const struct decision *decision;
	moment proposed;
	moment accepted;
	moment reviewed;
	/* The record's status when last reviewed, for `becomes`, by record; NULL = not known. */
	const enum decision_status *statuses_then;
	const struct stored_value *stored;
	size_t stored_count;
	/* Ascending by time. */
	const struct attestation *attestations;
	size_t attestation_count;
};

/* The subject where there is no record: none of its moments is known. */
#define SUBJECT_NONE \
	{ \
		.proposed = MOMENT_EVER, \
		.accepted = MOMENT_EVER, \
		.reviewed = MOMENT_EVER, \
	}

struct world {
	moment as_of;
	/* NULL where the source was not asked; then what needs it is unknown. */
	const struct code *code;
	const struct code_metrics *code_metrics;
	const struct decisions *decisions;
	const struct metrics *metrics;
	const struct history *history;
	/* By path of the history: the module it belongs to today, or NONE. */
	const uint32_t *history_modules;
	/*
	 * Sets the lines of changes; changes of one commit stand together.  Any thread may ask.
	 * NULL = they are what the history says.
	 */
	void (*count_lines)(struct history_lines *changes, size_t count, void *ctx);
	void *count_lines_ctx;
	/* By path: what it is called today, as history_names_today() says; NULL = ask it. */
	const uint32_t *history_names;
	/* Owners of modules, and where people belong now. */
	const struct ownership *ownership;
	const struct belonging *belonging;
	const struct count_row *counts;
	size_t count_count;
	bool has_counts;
	/* Facts whose values are told instead of looked up: what a test of a trigger supposes. */
	const struct stored_value *given;
	size_t given_count;
	/* By record: what the history says of its file; NULL where that is not known. */
	const struct decision_past *decision_pasts;
	/* By record; NULL before any trigger was evaluated. */
	const struct fired_row *fired;
	/* NULL where no registers are kept, or before they were read. */
	const struct registers *registers;
	/* The record of a register that the condition stands in, or NULL. */
	const struct register_entry *entry;
	const struct value_row *values;
	size_t value_count;
	struct subject subject;
};

#endif
