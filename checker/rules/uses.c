/* SPDX-License-Identifier: MIT */
/*
 * `uses:` of a module: an `only` for each module that the entry declares, whose
 * deprecated edges are known debts.
 *
 * A use of a deprecated edge is a finding of its own, an error until it is in
 * the baseline.  So those that are there when the edge is declared are accepted
 * once and stay visible there, and every new one fails: the baseline only
 * shrinks, which is all that "deprecated" promises.
 */
#include "rules/uses.h"

#include "base/arena.h"
#include "facts/selector.h"
#include "rules/kinds.h"
#include "rules/only.h"
#include "rules/walk.h"
#include "rules/words.h"

struct deprecated_use {
	const struct selector *to;
	const struct config_use *entry;
};

struct uses_keys {
	const struct config_module *module;
	/* Those of its modules. */
	const uint32_t *files;
	size_t file_count;
	const struct selector *to;
	VEC(struct deprecated_use) deprecated;
};

bool uses_prepare(struct rule *rule, const struct config_module *module, const uint32_t *files,
		size_t file_count, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct uses_keys *keys = arena_new(arena, struct uses_keys);
	const struct config_use *entries = module->uses.p;
	VEC(struct text) items = { 0 };
	bool is_sound = true;

	rule->keys = keys;
	keys->module = module;
	keys->files = files;
	keys->file_count = file_count;
	for (size_t i = 0; i < module->uses.len; i++) {
		if (!entries[i].is_deprecated) {
			*vec_add(&items, arena) = entries[i].to;
			continue;
		}
		struct selector *to = selector_compile(
				arena, &entries[i].to, 1, FORMS_OF_TARGETS, code, problems);
		is_sound = is_sound && to;
		*vec_add(&keys->deprecated, arena) = (struct deprecated_use){ to, &entries[i] };
	}
	keys->to = selector_compile(arena, items.p, items.len, FORMS_OF_TARGETS, code, problems);
	return is_sound && keys->to;
}

const struct config_module *uses_module(const struct rule *rule)
{
	const struct uses_keys *keys = rule->keys;
	return keys->module;
}

const uint32_t *uses_files(const struct rule *rule, size_t *count)
{
	const struct uses_keys *keys = rule->keys;
	*count = keys->file_count;
	return keys->files;
}

bool uses_lists(const struct rule *rule, uint32_t module)
{
	const struct uses_keys *keys = rule->keys;
	bool lists = selector_has_module(keys->to, module);
	vec_each (const struct deprecated_use, edge, &keys->deprecated) {
		lists |= selector_has_module(edge->to, module);
	}
	return lists;
}

/* The entry that allows the use while it is being given up, or NULL. */
static const struct config_use *deprecated_find(
		const struct uses_keys *keys, const struct code *code, const struct code_use *use)
{
	vec_each (const struct deprecated_use, edge, &keys->deprecated) {
		if (selector_has_target(edge->to, code, use)) {
			return edge->entry;
		}
	}
	return NULL;
}

static bool is_judged(
		const struct uses_keys *keys, const struct code *code, const struct code_use *use)
{
	bool is_judged = only_judges(keys->to, code, use);
	vec_each (const struct deprecated_use, edge, &keys->deprecated) {
		is_judged |= only_judges(edge->to, code, use);
	}
	return is_judged;
}

static void report_deprecated(const struct rule *rule, const struct code *code,
		const struct code_use *use, const struct config_use *entry,
		struct findings *findings)
{
	struct arena *arena = findings->arena;
	struct finding *finding = rule_finding(rule, code, use, findings);
	finding->message = str_fmt(arena, STR_FMT ", a use that is being given up",
			STR_ARG(use_sentence(arena, code, use)));
	finding->reason = entry->reason.s.len > 0 ? entry->reason.s : finding->reason;
	finding->adr = entry->adr.s.len > 0 ? entry->adr.s : finding->adr;
	finding->remedy =
			STR("do without it; only what is in the baseline already may stay for now");
}

static void report_undeclared(const struct rule *rule, const struct code *code,
		const struct code_use *use, struct findings *findings)
{
	struct arena *arena = findings->arena;
	struct str user = use_user(code, use);
	struct str owner = code_use_owner(code, use, arena);
	struct finding *finding = rule_finding(rule, code, use, findings);
	finding->message = str_fmt(arena, STR_FMT ", which 'uses' of " STR_FMT " does not list",
			STR_ARG(use_sentence(arena, code, use)), STR_ARG(user));
	finding->remedy = str_fmt(arena,
			"do without " STR_FMT ", or add " STR_FMT " to 'uses' of " STR_FMT
			" (" STR_FMT ":%u)",
			STR_ARG(code_use_target(code, use)), STR_ARG(owner), STR_ARG(user),
			STR_ARG(rule->place.path), rule->place.line);
}

static void uses_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct uses_keys *keys = rule->keys;
	const struct code *code = facts->code;
	struct use_walk walk = use_walk_files(rule, code, keys->files, keys->file_count);
	const struct code_use *use;
	while ((use = use_walk_next(&walk))) {
		if (code_use_module(code, use) == code->files[use->file].module
				|| selector_has_target(keys->to, code, use)
				|| !is_judged(keys, code, use)) {
			continue;
		}
		const struct config_use *entry = deprecated_find(keys, code, use);
		if (entry) {
			report_deprecated(rule, code, use, entry, findings);
		} else {
			report_undeclared(rule, code, use, findings);
		}
	}
}

const struct rule_kind rule_uses = {
	.name = "uses",
	.summary = "A module uses only what its 'uses' lists.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_ERROR,
	.check = uses_check,
};
