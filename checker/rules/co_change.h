/* SPDX-License-Identifier: MIT */
/*
 * What the files of the rule kind co-change share: its keys, and what it knows
 * while it judges.
 */
#ifndef LINTEL_RULES_CO_CHANGE_H
#define LINTEL_RULES_CO_CHANGE_H

#include "rules/coupling.h"

enum co_change_level {
	CO_CHANGE_FILE,
	CO_CHANGE_MODULE,
};

enum co_change_unless {
	UNLESS_MODULE,
	UNLESS_FILE,
	UNLESS_NEVER,
};

struct co_change_keys {
	struct text_list of;
	struct choice level;
	struct choice unless;
	struct text min_degree;
	struct number min_shared;
	struct number min_revisions;
	struct number max_set;
	struct number most;
	struct text window;
	struct text decay;
	/* `decay` and `min_degree`, read. */
	struct duration half_life;
	double degree;
};

struct co_change {
	const struct rule *rule;
	const struct co_change_keys *keys;
	const struct rule_facts *facts;
	struct arena *scratch;
	struct cochange_window window;
	struct coupling coupling;
	struct cochange counted;
	struct findings *findings;
};

/* What is known of two modules' pairs of files. */
struct pair_group {
	size_t count;
	size_t shown;
	/* The first that is told says how many others there are. */
	bool is_told;
};

/* Of a pair of files, the strongest of its group; or of modules. */
void co_change_report_files(const struct co_change *own, const struct cochange_pair *pair,
		const struct pair_group *group);
void co_change_report_modules(const struct co_change *own, const struct cochange_pair *pair);

/* It could not be judged: too many pairs. */
void co_change_report_unknown(const struct co_change *own, const char *why);

#endif
