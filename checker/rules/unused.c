/* SPDX-License-Identifier: MIT */
/*
 * unused: what could go without anything changing.
 */
#include "rules/unused.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "facts/selector.h"
#include "rules/kinds.h"

struct unused_keys {
	struct text_list what;
	struct text_list in;
	/* Bits 1 << enum of unused_kinds. */
	unsigned kinds;
};

typedef void unused_fn(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings);

static const struct unused_kind {
	struct str word;
	unsigned needs;
	/* NULL: lintel reports it without being asked. */
	unused_fn *find;
} unused_kinds[] = {
	{ STR_INIT("include"), NEEDS_SYMBOLS, unused_includes },
	{ STR_INIT("through"), NEEDS_SYMBOLS, unused_through },
	{ STR_INIT("public"), NEEDS_SYMBOLS, unused_public },
	{ STR_INIT("uses"), NEEDS_SYMBOLS, unused_uses },
	{ STR_INIT("rule"), NEEDS_INCLUDES, unused_rules },
	{ STR_INIT("exception"), 0, NULL },
};

/* clang-format off */

static const struct field unused_fields[] = {
	{ .name = "what", .type = FIELD_TEXTS, .offset = offsetof(struct unused_keys, what),
	  .is_required = true,
	  .help = "include: directives of source files that give nothing; through: what is used but only "
		  "somebody else's header brings along; public: functions and variables of public headers "
		  "that no other module uses; uses: entries of 'uses' lists; rule: rules that judge no "
		  "file; exception: those are always reported, as lintel/exception.",
	  .example = "[include, uses]" },
	{ .name = "in", .type = FIELD_SELECTORS, .offset = offsetof(struct unused_keys, in),
	  .help = "Which files include, through and public look at. Default: all.",
	  .example = "[\"path:src/**\"]" },
};

/* clang-format on */

static const struct table unused_table = {
	.name = "rule",
	.help = "What could go without anything changing.",
	.fields = unused_fields,
	.len = COUNT_OF(unused_fields),
	.size = sizeof(struct unused_keys),
};

static bool what_read(struct unused_keys *keys, const struct text *what, struct arena *arena,
		struct problems *problems)
{
	struct str words[COUNT_OF(unused_kinds)];
	for (size_t i = 0; i < COUNT_OF(unused_kinds); i++) {
		words[i] = unused_kinds[i].word;
		if (str_eq(words[i], what->s)) {
			keys->kinds |= 1U << i;
			return true;
		}
	}
	struct str near = suggest(what->s, words, COUNT_OF(words));
	return problem_add(problems, what->place,
			near.len > 0 ? str_fmt(arena, "did you mean '" STR_FMT "'?", STR_ARG(near))
				     : STR("write include, through, public, uses, rule or exception"),
			"'unused' does not know '" STR_FMT "'", STR_ARG(what->s));
}

static bool unused_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct unused_keys *keys = rule->keys;
	bool is_sound = true;
	for (size_t i = 0; i < keys->what.len; i++) {
		is_sound &= what_read(keys, &keys->what.p[i], arena, problems);
	}
	rule->needs = 0;
	for (size_t i = 0; i < COUNT_OF(unused_kinds); i++) {
		rule->needs |= keys->kinds & (1U << i) ? unused_kinds[i].needs : 0;
	}
	if (keys->in.is_set) {
		rule->scope = selector_compile(
				arena, keys->in.p, keys->in.len, FORMS_OF_USERS, code, problems);
		is_sound = is_sound && rule->scope;
	}
	return is_sound;
}

static void unused_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct unused_keys *keys = rule->keys;
	for (size_t i = 0; i < COUNT_OF(unused_kinds); i++) {
		if ((keys->kinds & (1U << i)) && unused_kinds[i].find) {
			unused_kinds[i].find(rule, facts, findings);
		}
	}
}

const struct rule_kind rule_unused = {
	.name = "unused",
	.summary = "Nothing is kept that could go without anything changing.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_WARNING,
	.keys = &unused_table,
	.prepare = unused_prepare,
	.check = unused_check,
};
