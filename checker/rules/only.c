/* SPDX-License-Identifier: MIT */
/*
 * only: some modules use nothing but themselves and what is listed.
 */
#include "rules/only.h"

#include "base/arena.h"
#include "facts/selector.h"
#include "rules/kinds.h"
#include "rules/walk.h"
#include "rules/words.h"

struct only_keys {
	struct text_list from;
	struct text_list to;
	const struct selector *to_selector;
};

/* clang-format off */

static const struct field only_fields[] = {
	{ .name = "from", .type = FIELD_SELECTORS, .offset = offsetof(struct only_keys, from),
	  .is_required = true,
	  .help = "Who is bound, each module for itself.",
	  .example = "[tag:domain]" },
	{ .name = "to", .type = FIELD_SELECTORS, .offset = offsetof(struct only_keys, to),
	  .is_required = true,
	  .help = "What they may use besides themselves; externals are judged only if one is "
		  "named, the rest of the outside only if 'system' is.",
	  .example = "[core, external:openssl]" },
};

/* clang-format on */

static const struct table only_table = {
	.name = "rule",
	.help = "Some modules use nothing but themselves and what is listed.",
	.fields = only_fields,
	.len = COUNT_OF(only_fields),
	.size = sizeof(struct only_keys),
};

static bool only_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct only_keys *keys = rule->keys;
	rule->scope = selector_compile(
			arena, keys->from.p, keys->from.len, FORMS_OF_USERS, code, problems);
	keys->to_selector = selector_compile(
			arena, keys->to.p, keys->to.len, FORMS_OF_TARGETS, code, problems);
	return rule->scope && keys->to_selector;
}

bool only_judges(const struct selector *to, const struct code *code, const struct code_use *use)
{
	if (use->target == TARGET_FILE) {
		const struct code_file *file = &code->files[use->target_file];
		return file->module != NONE || (file->flags & FILE_JUDGED);
	}
	return selector_judges(to, use);
}

/* The user's own module is always allowed, but a path implies nothing. */
static bool is_own(const struct rule *rule, const struct code *code, const struct code_use *use)
{
	uint32_t module = code->files[use->file].module;
	return module != NONE && module == code_use_module(code, use)
	       && selector_has_file_by_module(rule->scope, code, use->file);
}

static void only_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct only_keys *keys = rule->keys;
	const struct code *code = facts->code;
	struct arena *arena = findings->arena;
	struct use_walk walk = use_walk_begin(rule, code);
	const struct code_use *use;
	while ((use = use_walk_next(&walk))) {
		if (!only_judges(keys->to_selector, code, use) || is_own(rule, code, use)
				|| selector_has_target(keys->to_selector, code, use)) {
			continue;
		}
		struct finding *finding = rule_finding(rule, code, use, findings);
		finding->message = str_fmt(arena, STR_FMT ", which it may not use",
				STR_ARG(use_sentence(arena, code, use)));
		finding->remedy = str_fmt(arena,
				"do without " STR_FMT ", or add " STR_FMT
				" to 'to' of the rule (" STR_FMT ":%u)",
				STR_ARG(code_use_target(code, use)),
				STR_ARG(code_use_owner(code, use, arena)),
				STR_ARG(rule->place.path), rule->place.line);
	}
}

const struct rule_kind rule_only = {
	.name = "only",
	.summary = "Some modules use nothing but themselves and what is listed.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_ERROR,
	.keys = &only_table,
	.prepare = only_prepare,
	.check = only_check,
};
