/* SPDX-License-Identifier: MIT */
/*
 * lintel/unassigned: files that are judged and belong to no module.  A header
 * that a declared external claims is that external's.
 */
#include "base/arena.h"
#include "rules/kinds.h"
#include "rules/walk.h"

static void unassigned_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct code *code = facts->code;
	struct arena *scratch = arena_create();
	uint8_t *is_external = arena_new_array(scratch, uint8_t, code->file_count);
	for (size_t i = 0; i < code->include_count; i++) {
		if (code->includes[i].target != NONE && code->includes[i].external != NONE) {
			is_external[code->includes[i].target] = 1;
		}
	}

	for (uint32_t i = 0; i < code->file_count; i++) {
		const struct code_file *file = &code->files[i];
		if (file->module != NONE || is_external[i] || (file->flags & FILE_OTHER_LANGUAGE)
				|| !rule_judges_file(rule, code, i)) {
			continue;
		}
		struct finding *finding = rule_finding_at(rule, STR("unassigned"), file->path,
				STR(""),
				(struct place){ .path = file->path, .line = 1, .column = 1 },
				findings);
		finding->message = str_fmt(
				findings->arena, STR_FMT " is in no module", STR_ARG(file->path));
		finding->label = STR("no module's 'paths' or 'public' match this file");
		finding->remedy = STR("add its path to a module, or to 'ignore' under 'sources'");
	}
	arena_destroy(scratch);
}

const struct rule_kind rule_unassigned = {
	.name = "unassigned",
	.summary = "Every file below the roots belongs to a module.",
	.needs = NEEDS_INCLUDES,
	.severity = SEVERITY_WARNING,
	.check = unassigned_check,
};
