/* SPDX-License-Identifier: MIT */
#include "rules/walk.h"

#include "facts/selector.h"

bool rule_judges_file(const struct rule *rule, const struct code *code, uint32_t file)
{
	return (code->files[file].flags & FILE_JUDGED)
	       && (!rule->scope || selector_has_file(rule->scope, code, file))
	       && !(rule->except && selector_has_file(rule->except, code, file));
}

bool rule_counts(const struct rule *rule, const struct code *code, const struct code_use *use)
{
	if (!(rule->by & (1U << use->kind))) {
		return false;
	}
	if (use->target == TARGET_FILE && use->target_file == use->file) {
		return false;
	}
	if (use->include != NONE && code->includes[use->include].branch == BRANCH_NEVER) {
		return false;
	}
	if (use->flags & USE_INACTIVE) {
		/* What the compiler did not see is probable at most, and only if one module defines
		 * it. */
		bool is_guess = use->kind != USE_INCLUDE && (use->flags & USE_AMBIGUOUS);
		return !rule->active_only && !is_guess;
	}
	return true;
}

bool rule_counts_step(const struct rule *rule, const struct code *code, const struct code_use *use)
{
	return rule_counts(rule, code, use)
	       && !(rule->except && selector_has_file(rule->except, code, use->file));
}

struct use_walk use_walk_begin(const struct rule *rule, const struct code *code)
{
	return (struct use_walk){ .rule = rule, .code = code, .file_count = code->file_count };
}

struct use_walk use_walk_files(const struct rule *rule, const struct code *code,
		const uint32_t *files, size_t count)
{
	return (struct use_walk){ .rule = rule, .code = code, .files = files, .file_count = count };
}

/* Goes to the next file that the rule judges; false at the end. */
static bool next_file(struct use_walk *walk)
{
	while (walk->next_file < walk->file_count) {
		size_t at = walk->next_file++;
		uint32_t number = walk->files ? walk->files[at] : (uint32_t)at;
		const struct code_file *file = &walk->code->files[number];
		if (file->use_count > 0 && rule_judges_file(walk->rule, walk->code, number)) {
			walk->next_use = file->first_use;
			walk->end_use = walk->next_use + file->use_count;
			return true;
		}
	}
	return false;
}

const struct code_use *use_walk_next(struct use_walk *walk)
{
	do {
		while (walk->next_use < walk->end_use) {
			const struct code_use *use = &walk->code->uses[walk->next_use++];
			if (rule_counts(walk->rule, walk->code, use)) {
				return use;
			}
		}
	} while (next_file(walk));
	return NULL;
}
