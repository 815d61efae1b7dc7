/* SPDX-License-Identifier: MIT */
/*
 * Every rule that a report may have to name: those of the configuration, those
 * of lintel itself, and whatever else a finding says it comes from.  Reports
 * list them all, also without findings, so that readers see what was checked
 * and close what was mended.
 */
#ifndef LINTEL_REPORTS_CATALOG_H
#define LINTEL_REPORTS_CATALOG_H

#include "findings/finding.h"

struct map;
struct report_facts;
struct rule;

struct catalog_rule {
	struct str id;
	/* As configured, or NULL for a rule of lintel itself. */
	const struct rule *rule;
	/* One sentence: what it checks.  Never empty. */
	struct str summary;
	enum severity severity;
	size_t new;
	size_t baselined;
	size_t excepted;
	/* There before the change that is judged. */
	size_t left;
};

struct catalog {
	/* Configured ones first, in their order. */
	VEC(struct catalog_rule) rules;
	struct map *index;
};

/* Lives in the arena; texts borrow from the facts. */
void catalog_init(struct catalog *catalog, struct arena *arena, const struct report_facts *facts);

/* The number of a finding's rule. */
size_t catalog_find(const struct catalog *catalog, struct str id);

#endif
