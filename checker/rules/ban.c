/* SPDX-License-Identifier: MIT */
/*
 * ban: functions, headers and macros that are not to be used, and what to use
 * instead.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/problem.h"
#include "facts/selector.h"
#include "rules/kinds.h"
#include "rules/walk.h"
#include "rules/words.h"

struct ban_keys {
	struct text_list in;
	struct text_list functions;
	struct text_list headers;
	struct text_list macros;
	struct text instead;
};

/* clang-format off */

static const struct field ban_fields[] = {
	{ .name = "in", .type = FIELD_SELECTORS, .offset = offsetof(struct ban_keys, in),
	  .help = "Where they are banned. Default: everywhere.",
	  .example = "[core, \"not:path:src/core/compat.c\"]" },
	{ .name = "functions", .type = FIELD_TEXTS,
	  .offset = offsetof(struct ban_keys, functions),
	  .help = "Names or patterns of functions; a macro of the name counts too.",
	  .example = "[strcpy, \"*printf\"]" },
	{ .name = "headers", .type = FIELD_TEXTS, .offset = offsetof(struct ban_keys, headers),
	  .help = "Names or patterns of headers, as an include spells them or as paths from the "
		  "root.",
	  .example = "[sys/socket.h, \"netinet/**\"]" },
	{ .name = "macros", .type = FIELD_TEXTS, .offset = offsetof(struct ban_keys, macros),
	  .help = "Names or patterns of macros, used or asked for by #ifdef.",
	  .example = "[alloca, \"DEBUG_*\"]" },
	{ .name = "instead", .type = FIELD_TEXT, .offset = offsetof(struct ban_keys, instead),
	  .help = "What to use instead; shown with every finding.",
	  .example = "str_copy() of base/str.h" },
};

/* clang-format on */

static const struct table ban_table = {
	.name = "rule",
	.help = "Functions, headers or macros that are not to be used.",
	.fields = ban_fields,
	.len = COUNT_OF(ban_fields),
	.size = sizeof(struct ban_keys),
};

static bool patterns_check(const struct text_list *list, struct problems *problems)
{
	struct err err;
	bool is_sound = true;
	for (size_t i = 0; i < list->len; i++) {
		if (!glob_check(list->p[i].s, &err)) {
			is_sound = problem_add(problems, list->p[i].place, STR(""), "%s", err.text);
		}
	}
	return is_sound;
}

static bool ban_prepare(struct rule *rule, const struct code *code, struct arena *arena,
		struct problems *problems)
{
	struct ban_keys *keys = rule->keys;
	bool is_sound = patterns_check(&keys->functions, problems);
	is_sound = patterns_check(&keys->headers, problems) && is_sound;
	is_sound = patterns_check(&keys->macros, problems) && is_sound;
	if (keys->functions.len + keys->headers.len + keys->macros.len == 0) {
		is_sound = problem_add(problems, rule->place,
				STR("name what is banned, for example: functions: [strcpy]"),
				"rule '" STR_FMT "' bans nothing", STR_ARG(rule->id));
	}
	if (keys->functions.len + keys->macros.len == 0) {
		rule->by &= 1U << USE_INCLUDE;
	} else if (keys->headers.len + keys->macros.len == 0) {
		/* Only the compiler knows what is called. */
		rule->by &= ~(1U << USE_INCLUDE);
		rule->needs = NEEDS_SYMBOLS;
	}
	if (keys->in.is_set) {
		rule->scope = selector_compile(
				arena, keys->in.p, keys->in.len, FORMS_OF_USERS, code, problems);
		is_sound = is_sound && rule->scope;
	}
	return is_sound;
}

/* The pattern that matches, or NULL. */
static const struct text *pattern_find(const struct text_list *list, struct str name)
{
	for (size_t i = 0; i < list->len; i++) {
		if (glob_match(list->p[i].s, name)) {
			return &list->p[i];
		}
	}
	return NULL;
}

static const struct text *header_find(
		const struct ban_keys *keys, const struct code *code, const struct code_use *use)
{
	const struct text *found = NULL;
	if (use->include != NONE) {
		found = pattern_find(&keys->headers, code->includes[use->include].spelled);
	}
	if (!found && use->target == TARGET_FILE) {
		found = pattern_find(&keys->headers, code->files[use->target_file].path);
	}
	return found;
}

static const struct text *symbol_find(
		const struct ban_keys *keys, const struct code *code, const struct code_use *use)
{
	const struct code_symbol *symbol = &code->symbols[use->symbol];
	const struct text *found = NULL;
	if (symbol->kind == SYMBOL_MACRO) {
		found = pattern_find(&keys->macros, symbol->name);
	}
	/* Inside of a macro that is banned itself, the macro is what the reader sees. */
	bool is_carried = use->carrier != NONE
			  && (pattern_find(&keys->macros, code->symbols[use->carrier].name)
					  || pattern_find(&keys->functions,
							  code->symbols[use->carrier].name));
	bool is_function = symbol->kind == SYMBOL_FUNCTION
			   || (symbol->kind == SYMBOL_MACRO && !(use->flags & USE_TESTED));
	if (!found && is_function && !is_carried) {
		found = pattern_find(&keys->functions, symbol->name);
	}
	return found;
}

static void ban_check(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct ban_keys *keys = rule->keys;
	const struct code *code = facts->code;
	struct arena *arena = findings->arena;
	struct use_walk walk = use_walk_begin(rule, code);
	const struct code_use *use;
	while ((use = use_walk_next(&walk))) {
		const struct text *pattern = use->kind == USE_INCLUDE ? header_find(keys, code, use)
					     : use->symbol != NONE    ? symbol_find(keys, code, use)
								      : NULL;
		if (!pattern) {
			continue;
		}
		struct str target = code_use_target(code, use);
		struct finding *finding = rule_finding(rule, code, use, findings);
		finding->message = str_fmt(arena, STR_FMT " uses " STR_FMT ", which is banned",
				STR_ARG(use_user(code, use)), STR_ARG(target));
		if (glob_is_pattern(pattern->s)) {
			finding->message = str_fmt(arena, STR_FMT " as '" STR_FMT "'",
					STR_ARG(finding->message), STR_ARG(pattern->s));
		}
		finding->remedy = keys->instead.s.len > 0
						  ? str_fmt(arena, "use " STR_FMT,
								    STR_ARG(keys->instead.s))
						  : str_fmt(arena, "do without " STR_FMT,
								    STR_ARG(target));
	}
}

const struct rule_kind rule_ban = {
	.name = "ban",
	.summary = "Functions, headers or macros that are not to be used.",
	.needs = NEEDS_INCLUDES | NEEDS_SYMBOLS,
	.severity = SEVERITY_ERROR,
	.keys = &ban_table,
	.prepare = ban_prepare,
	.check = ban_check,
};
