/* SPDX-License-Identifier: MIT */
/*
 * public-only: what a module's public headers do not declare is its own
 * business, and the public headers themselves stand without private ones.
 */
#include "base/arena.h"
#include "facts/selector.h"
#include "rules/kinds.h"
#include "rules/walk.h"
#include "rules/words.h"

struct public_only_keys {
	struct text_list of;
	const struct selector *modules;
};

/* clang-format off */

static const struct field public_only_fields[] = {
	{ .name = "of", .type = FIELD_SELECTORS, .offset = offsetof(struct public_only_keys, of),
	  .help = "The modules whose private parts are guarded. Default: every module that has "
		  "'public'.",
	  .example = "[core, \"drv/*\"]" },
};

/* clang-format on */

static const struct table public_only_table = {
	.name = "rule",
	.help = "Other modules use only what the public headers declare.",
	.fields = public_only_fields,
	.len = COUNT_OF(public_only_fields),
	.size = sizeof(struct public_only_keys),
};

static bool public_only_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct public_only_keys *keys = rule->keys;
	if (!keys->of.is_set) {
		return true;
	}
	keys->modules = selector_compile(
			arena, keys->of.p, keys->of.len, FORMS_OF_MODULES, code, problems);
	return keys->modules != NULL;
}

/* Its own public macro brought it here: that is the owner's business. */
static bool comes_from_owner(const struct code *code, const struct code_use *use, uint32_t owner)
{
	return use->carrier != NONE && code_symbol_is_public(code, use->carrier, owner);
}

/*
 * A public inline function or a public header's macro may use what is private:
 * such a use stands in the owner's own file, so it never comes this far.
 */
static bool is_reach_in(const struct public_only_keys *keys, const struct code *code,
		const struct code_use *use)
{
	uint32_t owner = code_use_module(code, use);
	return owner != NONE && code->modules[owner].has_public
	       && code->files[use->file].module != owner
	       && (!keys->modules || selector_has_module(keys->modules, owner))
	       && !code_use_is_public(code, use) && !comes_from_owner(code, use, owner);
}

/* A public header of the module itself that includes a private one. */
static bool is_leak(const struct public_only_keys *keys, const struct code *code,
		const struct code_use *use)
{
	uint32_t owner = code_use_module(code, use);
	return use->kind == USE_INCLUDE && owner != NONE && code->modules[owner].has_public
	       && code->files[use->file].module == owner
	       && (code->files[use->file].flags & FILE_PUBLIC)
	       && (!keys->modules || selector_has_module(keys->modules, owner))
	       && !code_use_is_public(code, use);
}

static void report_reach_in(const struct rule *rule, const struct code *code,
		const struct code_use *use, struct findings *findings)
{
	struct arena *arena = findings->arena;
	struct str owner = code_use_owner(code, use, arena);
	struct str target = code_use_target(code, use);
	struct finding *finding = rule_finding(rule, code, use, findings);
	if (use->kind == USE_INCLUDE) {
		finding->message = str_fmt(arena,
				STR_FMT " includes " STR_FMT ", a private header of " STR_FMT,
				STR_ARG(use_user(code, use)), STR_ARG(target), STR_ARG(owner));
		const struct place *place = &code->modules[code_use_module(code, use)].place;
		finding->remedy = str_fmt(arena,
				"include a public header of " STR_FMT
				", or add this one to its 'public' (" STR_FMT ":%u)",
				STR_ARG(owner), STR_ARG(place->path), place->line);
	} else {
		finding->message = str_fmt(arena, STR_FMT ", and " STR_FMT " is private there",
				STR_ARG(use_sentence(arena, code, use)), STR_ARG(target));
		finding->remedy = str_fmt(arena,
				"use what the public headers of " STR_FMT
				" offer, or declare " STR_FMT " in one of them",
				STR_ARG(owner), STR_ARG(target));
	}
}

static void report_leak(const struct rule *rule, const struct code *code,
		const struct code_use *use, struct findings *findings)
{
	struct arena *arena = findings->arena;
	struct finding *finding = rule_finding(rule, code, use, findings);
	finding->message = str_fmt(arena,
			"public header of " STR_FMT " includes " STR_FMT ", a private one",
			STR_ARG(use_user(code, use)), STR_ARG(code_use_target(code, use)));
	finding->remedy = STR("declare the types that it needs without completing them, "
			      "or move what is needed into a public header");
}

static void public_only_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct public_only_keys *keys = rule->keys;
	struct use_walk walk = use_walk_begin(rule, facts->code);
	const struct code_use *use;
	while ((use = use_walk_next(&walk))) {
		if (is_reach_in(keys, facts->code, use)) {
			report_reach_in(rule, facts->code, use, findings);
		} else if (is_leak(keys, facts->code, use)) {
			report_leak(rule, facts->code, use, findings);
		}
	}
}

const struct rule_kind rule_public_only = {
	.name = "public-only",
	.summary = "Other modules use only what a module's public headers declare.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_ERROR,
	.keys = &public_only_table,
	.prepare = public_only_prepare,
	.check = public_only_check,
};
