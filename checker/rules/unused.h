/* SPDX-License-Identifier: MIT */
/*
 * What `unused` looks for, a file each.
 */
#ifndef LINTEL_RULES_UNUSED_H
#define LINTEL_RULES_UNUSED_H

#include "rules/rule.h"

/*
 * Includes of source files that give nothing which the file uses.  Where it
 * cannot be known for sure, nothing is said; unused_include.c says when.
 */
void unused_includes(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings);

/* What source files use that only somebody else's header brings along. */
void unused_through(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings);

/* What public headers declare and no other module uses. */
void unused_public(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings);

/* What `uses` of modules list and nothing needs. */
void unused_uses(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings);

/* Rules that judge no file at all. */
void unused_rules(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings);

#endif
