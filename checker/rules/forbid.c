/* SPDX-License-Identifier: MIT */
/*
 * forbid: some never use some others, directly or through any number of files.
 */
#include "base/arena.h"
#include "facts/selector.h"
#include "rules/chain.h"
#include "rules/kinds.h"
#include "rules/walk.h"
#include "rules/words.h"

struct forbid_keys {
	struct text_list from;
	struct text_list to;
	struct choice reach;
	const struct selector *to_selector;
};

/* clang-format off */

static const struct field forbid_fields[] = {
	{ .name = "from", .type = FIELD_SELECTORS, .offset = offsetof(struct forbid_keys, from),
	  .is_required = true,
	  .help = "Who is bound.",
	  .example = "[tag:domain]" },
	{ .name = "to", .type = FIELD_SELECTORS, .offset = offsetof(struct forbid_keys, to),
	  .is_required = true,
	  .help = "What they must not use.",
	  .example = "[external:network]" },
	{ .name = "reach", .type = FIELD_CHOICE, .offset = offsetof(struct forbid_keys, reach),
	  .words = reach_words, .fallback = REACH_DIRECT,
	  .help = "Whether only uses count (direct) or also what is reached through other files "
		  "(transitive). Default: direct.",
	  .example = "transitive" },
};

/* clang-format on */

static const struct table forbid_table = {
	.name = "rule",
	.help = "Some never use some others.",
	.fields = forbid_fields,
	.len = COUNT_OF(forbid_fields),
	.size = sizeof(struct forbid_keys),
};

static bool forbid_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct forbid_keys *keys = rule->keys;
	rule->scope = selector_compile(
			arena, keys->from.p, keys->from.len, FORMS_OF_USERS, code, problems);
	keys->to_selector = selector_compile(
			arena, keys->to.p, keys->to.len, FORMS_OF_TARGETS, code, problems);
	return rule->scope && keys->to_selector;
}

/* Within a module, only a path or a symbol can be forbidden. */
static bool is_forbidden(
		const struct selector *to, const struct code *code, const struct code_use *use)
{
	return use_is_within(code, use) ? selector_has_part(to, code, use)
					: selector_has_target(to, code, use);
}

static bool is_goal(const struct code *code, const struct code_use *use, const void *ctx)
{
	return selector_has_target(ctx, code, use);
}

static void forbid_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct forbid_keys *keys = rule->keys;
	const struct code *code = facts->code;
	struct arena *arena = findings->arena;
	if (keys->reach.value == REACH_TRANSITIVE) {
		chains_report(rule, code, is_goal, keys->to_selector, findings);
		return;
	}

	struct use_walk walk = use_walk_begin(rule, code);
	const struct code_use *use;
	while ((use = use_walk_next(&walk))) {
		if (!is_forbidden(keys->to_selector, code, use)) {
			continue;
		}
		struct finding *finding = rule_finding(rule, code, use, findings);
		finding->message = str_fmt(arena, STR_FMT ", which is forbidden",
				STR_ARG(use_sentence(arena, code, use)));
		finding->remedy = str_fmt(
				arena, "do without " STR_FMT, STR_ARG(code_use_target(code, use)));
		if (code_use_module(code, use) != NONE && !use_is_within(code, use)) {
			finding->remedy = str_fmt(arena,
					STR_FMT ", or let a module that may use " STR_FMT
						" hand in what is needed",
					STR_ARG(finding->remedy),
					STR_ARG(code_use_owner(code, use, arena)));
		}
	}
}

const struct rule_kind rule_forbid = {
	.name = "forbid",
	.summary = "Some never use some others, directly or through other files.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_ERROR,
	.keys = &forbid_table,
	.prepare = forbid_prepare,
	.check = forbid_check,
};
