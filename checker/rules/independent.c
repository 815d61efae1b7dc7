/* SPDX-License-Identifier: MIT */
/*
 * independent: a set of modules of which none uses another.
 */
#include "base/arena.h"
#include "base/problem.h"
#include "facts/selector.h"
#include "rules/chain.h"
#include "rules/kinds.h"
#include "rules/walk.h"
#include "rules/words.h"

struct independent_keys {
	struct text_list of;
	struct choice reach;
};

/* clang-format off */

static const struct field independent_fields[] = {
	{ .name = "of", .type = FIELD_SELECTORS, .offset = offsetof(struct independent_keys, of),
	  .is_required = true,
	  .help = "The modules that know nothing of each other.",
	  .example = "[\"drv/*\"]" },
	{ .name = "reach", .type = FIELD_CHOICE,
	  .offset = offsetof(struct independent_keys, reach), .words = reach_words,
	  .fallback = REACH_DIRECT,
	  .help = "Whether only uses count (direct) or also what is reached through other files "
		  "(transitive). Default: direct.",
	  .example = "transitive" },
};

/* clang-format on */

static const struct table independent_table = {
	.name = "rule",
	.help = "Modules of which none uses another.",
	.fields = independent_fields,
	.len = COUNT_OF(independent_fields),
	.size = sizeof(struct independent_keys),
};

static bool independent_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct independent_keys *keys = rule->keys;
	rule->scope = selector_compile(
			arena, keys->of.p, keys->of.len, FORMS_OF_MODULES, code, problems);
	if (!rule->scope) {
		return false;
	}
	uint32_t *modules;
	if (selector_modules(rule->scope, code, arena, &modules) == 1) {
		problem_warn(problems, keys->of.place, STR("name two modules or more"),
				"rule '" STR_FMT "' has one module only, and judges nothing",
				STR_ARG(rule->id));
	}
	return true;
}

static bool is_goal(const struct code *code, const struct code_use *use, const void *ctx)
{
	uint32_t module = code_use_module(code, use);
	return module != NONE && selector_has_module(ctx, module);
}

static void independent_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct independent_keys *keys = rule->keys;
	const struct code *code = facts->code;
	struct arena *arena = findings->arena;
	if (keys->reach.value == REACH_TRANSITIVE) {
		chains_report(rule, code, is_goal, rule->scope, findings);
		return;
	}

	struct use_walk walk = use_walk_begin(rule, code);
	const struct code_use *use;
	while ((use = use_walk_next(&walk))) {
		uint32_t owner = code_use_module(code, use);
		if (owner == NONE || owner == code->files[use->file].module
				|| !selector_has_module(rule->scope, owner)) {
			continue;
		}
		struct finding *finding = rule_finding(rule, code, use, findings);
		finding->message = str_fmt(arena, STR_FMT ", and the two are to be independent",
				STR_ARG(use_sentence(arena, code, use)));
		finding->remedy = str_fmt(arena,
				"move " STR_FMT
				" to a module that both may use, or let a third one bring them together",
				STR_ARG(code_use_target(code, use)));
	}
}

const struct rule_kind rule_independent = {
	.name = "independent",
	.summary = "A set of modules of which none uses another.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_ERROR,
	.keys = &independent_table,
	.prepare = independent_prepare,
	.check = independent_check,
};
