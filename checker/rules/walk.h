/* SPDX-License-Identifier: MIT */
/*
 * The uses that a rule judges, one after the other, in the order of places.
 */
#ifndef LINTEL_RULES_WALK_H
#define LINTEL_RULES_WALK_H

#include "rules/rule.h"

struct use_walk {
	const struct rule *rule;
	const struct code *code;
	/* The files to look at, or NULL for all of them. */
	const uint32_t *files;
	size_t file_count;
	size_t next_file;
	size_t next_use;
	size_t end_use;
};

/* All uses in the files of the rule's scope. */
struct use_walk use_walk_begin(const struct rule *rule, const struct code *code);

/* Those in some files only. */
struct use_walk use_walk_files(const struct rule *rule, const struct code *code,
		const uint32_t *files, size_t count);

/* The next use, or NULL at the end. */
const struct code_use *use_walk_next(struct use_walk *walk);

/* Whether the rule judges what stands in the file: judged, of its scope, not excepted. */
bool rule_judges_file(const struct rule *rule, const struct code *code, uint32_t file);

/*
 * Whether it looks at such uses, wherever they stand: their kind and
 * configuration.  A use by a file of itself is none.
 */
bool rule_counts(const struct rule *rule, const struct code *code, const struct code_use *use);

/* The same for steps of a chain, which may stand in files that are not judged. */
bool rule_counts_step(const struct rule *rule, const struct code *code, const struct code_use *use);

#endif
