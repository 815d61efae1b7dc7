/* SPDX-License-Identifier: MIT */
/*
 * reach: transitive, for every rule that has it: who reaches what through any
 * number of files.
 *
 * The chains go over files, not modules, since a module graph would join steps
 * that no file joins.  They go through unassigned files, and never through
 * externals.
 */
#ifndef LINTEL_RULES_CHAIN_H
#define LINTEL_RULES_CHAIN_H

#include "rules/rule.h"

/* "direct", "transitive", NULL. */
extern const char *const reach_words[];

enum reach {
	REACH_DIRECT,
	REACH_TRANSITIVE,
};

/* Whether a use is what must not be reached. */
typedef bool chain_goal(const struct code *code, const struct code_use *use, const void *ctx);

/*
 * Adds a finding for each pair of who (a module, or a file in none) and what (a
 * module, an external, the system, or a file in no module): the shortest chain
 * from a file that the rule judges to a use for which `is_goal` holds, placed
 * at its first step.  Nobody reaches itself.
 */
void chains_report(const struct rule *rule, const struct code *code, chain_goal *is_goal,
		const void *ctx, struct findings *findings);

#endif
