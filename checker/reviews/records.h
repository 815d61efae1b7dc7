/* SPDX-License-Identifier: MIT */
/*
 * Decision records as a whole: what is wrong with each, and with how they refer
 * to each other, to rules, to files, and what refers to them.
 *
 * A pure function from frozen facts to findings lintel/record/KIND; see
 * findings/own.def for all kinds.  Linear or n log n in everything.
 */
#ifndef LINTEL_REVIEWS_RECORDS_H
#define LINTEL_REVIEWS_RECORDS_H

#include "config/config.h"
#include "facts/code.h"
#include "facts/decision_past.h"
#include "findings/exception.h"
#include "findings/finding.h"
#include "reviews/lock.h"
#include "rules/rule.h"

/* The longest that a record may stay proposed, unless lintel.yaml says otherwise. */
#define RECORDS_PROPOSED_MAX "90d"

struct record_facts {
	const struct config *config;
	/* Frozen. */
	const struct decisions *decisions;
	/* Files, modules and mentions; NULL: what needs them is not judged. */
	const struct code *code;
	/* All of the configuration, lintel's own for modules among them. */
	const struct rule *rules;
	size_t rule_count;
	const struct exceptions *exceptions;
	/* Every file below the root, sorted; none: what needs them is not judged. */
	const struct str *paths;
	size_t path_count;
	/* NULL: there is no lock file. */
	const struct lock *lock;
	/* By record, compared with what they say now; NULL: the history is not known. */
	const struct decision_past *pasts;
	const struct history *history;
	date_day today;
};

/* Adds what there is to find; nothing if no records are configured. */
void records_check(const struct record_facts *facts, struct findings *findings);

/* Where the lock file is: as configured, else LOCK_NAME in the first folder of records. */
struct str records_lock_path(const struct config_decisions *config, struct arena *arena);

/* What an accepted record must have: bits 1 << PART_…; unknown words go to `problems`. */
NODISCARD bool records_parts(
		const struct config_decisions *config, unsigned *parts, struct problems *problems);

/* Adds what is wrong with the words of `parts` and with `proposed_max`. */
NODISCARD bool records_config_check(
		const struct config_decisions *config, struct problems *problems);

/* No longer in force: rejected, superseded, deprecated or withdrawn. */
bool decision_is_retired(const struct decision *decision);

#endif
