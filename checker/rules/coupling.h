/* SPDX-License-Identifier: MIT */
/*
 * The history seen together with the code: which files there are today, and
 * what, besides having changed together, ties two of them or their modules.
 */
#ifndef LINTEL_RULES_COUPLING_H
#define LINTEL_RULES_COUPLING_H

#include "facts/cochange.h"
#include "facts/code_graph.h"
#include "rules/rule.h"

enum coupling_tie {
	/* The first uses the second; the other way round. */
	TIE_FORTH = 1 << 0,
	TIE_BACK = 1 << 1,
	/* The same, as `uses:` of the modules lists it, be there such a use or not. */
	TIE_DECLARED_FORTH = 1 << 2,
	TIE_DECLARED_BACK = 1 << 3,
};

struct coupling {
	const struct rule_facts *facts;
	/* By path of the history: what it is called today, also a number of a path. */
	const uint32_t *names;
	/* By path of the history: the file of the code that has this name, or NONE. */
	uint32_t *files;
	/* Their nodes are numbers of files, and of modules. */
	struct graph uses_of_files;
	struct graph uses_of_modules;
	/* How many files use each. */
	uint32_t *users;
	/* By module the rule that its `uses` stands for, or NULL. */
	const struct rule **declarations;
};

/*
 * The commits that count: as `window` and `max_set` say, else `history` of the
 * configuration, else the defaults.  What is written has been checked.
 */
struct cochange_window coupling_window(const struct config *config, struct str window,
		const struct number *max_set, struct duration half_life, moment as_of);

/* Of the uses that `rule` looks at.  The history must be known. */
void coupling_create(struct coupling *coupling, struct arena *arena, const struct rule_facts *facts,
		const struct rule *rule);

/* Of enum coupling_tie, what ties two files of the code directly. */
unsigned coupling_of_files(const struct coupling *coupling, uint32_t a, uint32_t b);
unsigned coupling_of_modules(const struct coupling *coupling, uint32_t a, uint32_t b);

/*
 * A header of neither one's module that both files use: of several, the one with
 * the fewest users, and `*others` is how many more there are.  NONE if there is none.
 */
uint32_t coupling_header(const struct coupling *coupling, uint32_t a, uint32_t b, uint32_t *others);

#endif
