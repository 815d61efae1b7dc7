/* SPDX-License-Identifier: MIT */
/*
 * From the configuration to rules: common keys here, the kind's own keys by
 * its table and prepare function.
 */
#include "rules/rule.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "facts/selector.h"
#include "findings/own.h"
#include "rules/kinds.h"
#include "rules/uses.h"

#define ALL_KINDS ((1U << USE_KINDS) - 1)

struct creation {
	const struct config *config;
	const struct code *code;
	struct arena *arena;
	struct problems *problems;
	VEC(struct rule) rules;
	/* All files with a module, by the entry that declares it: first[d] up to first[d + 1]. */
	uint32_t *files;
	size_t *first_file;
};

static bool is_made_by_lintel(const struct rule_kind *kind)
{
	return kind == &rule_uses || kind == &rule_unassigned;
}

static bool unknown_kind(struct creation *creation, const struct config_rule *entry)
{
	VEC(struct str) names = { 0 };
	for (size_t i = 0; i < rule_kind_count; i++) {
		if (!is_made_by_lintel(rule_kinds[i])) {
			*vec_add(&names, creation->arena) = str_of(rule_kinds[i]->name);
		}
	}
	struct str near = suggest(entry->kind.s, names.p, names.len);
	struct str remedy = str_fmt(creation->arena, "did you mean '" STR_FMT "'?", STR_ARG(near));
	if (near.len == 0) {
		remedy = STR("the kinds are");
		vec_each (const struct str, name, &names) {
			remedy = str_fmt(creation->arena, STR_FMT "%s " STR_FMT, STR_ARG(remedy),
					name == names.p ? "" : ",", STR_ARG(*name));
		}
	}
	return problem_add(creation->problems, entry->kind.place, remedy,
			"unknown kind '" STR_FMT "' of rule '" STR_FMT "'", STR_ARG(entry->kind.s),
			STR_ARG(entry->id.s));
}

/* The bits of the use kinds that `by` names; all of them if it is absent. */
static bool read_by(struct creation *creation, const struct text_list *list, unsigned *by)
{
	struct str words[USE_KINDS];
	bool is_sound = true;
	for (unsigned kind = 0; kind < USE_KINDS; kind++) {
		words[kind] = str_of(use_kind_words[kind]);
	}
	if (!list->is_set) {
		return true;
	}
	*by = 0;
	for (size_t i = 0; i < list->len; i++) {
		unsigned kind = 0;
		while (kind < USE_KINDS && !str_eq(words[kind], list->p[i].s)) {
			kind++;
		}
		if (kind < USE_KINDS) {
			*by |= 1U << kind;
			continue;
		}
		struct str near = suggest(list->p[i].s, words, USE_KINDS);
		is_sound = problem_add(creation->problems, list->p[i].place,
				near.len > 0 ? str_fmt(creation->arena,
							       "did you mean '" STR_FMT "'?",
							       STR_ARG(near))
					     : STR("include, call, type, field, read, write, address, "
						   "macro, pointer or implement"),
				"unknown kind of use '" STR_FMT "'", STR_ARG(list->p[i].s));
	}
	if (list->len == 0) {
		is_sound = problem_add(creation->problems, list->place,
				STR("leave 'by' out to look at every kind of use"),
				"'by' names no kind of use");
	}
	return is_sound;
}

/* The keys that all rules share, where they are written; the rest stays. */
static bool read_common(
		struct creation *creation, const struct config_rule *entry, struct rule *rule)
{
	rule->severity = entry->severity.is_set ? (enum severity)entry->severity.value
						: rule->severity;
	rule->cadence = entry->cadence.is_set ? (enum config_cadence)entry->cadence.value
					      : rule->cadence;
	rule->reason = entry->reason.s.len > 0 ? entry->reason.s : rule->reason;
	rule->adr = entry->adr.s.len > 0 ? entry->adr.s : rule->adr;
	rule->docs = entry->docs.s.len > 0 ? entry->docs.s : rule->docs;
	rule->action = entry->action.s.len > 0 ? entry->action.s : rule->action;
	if (entry->configurations.is_set) {
		rule->active_only = entry->configurations.value == CONFIGURATIONS_ACTIVE;
	}
	bool is_sound = read_by(creation, &entry->by, &rule->by);
	if (entry->except.len > 0) {
		rule->except = selector_compile(creation->arena, entry->except.p, entry->except.len,
				FORMS_OF_USERS, creation->code, creation->problems);
		is_sound = is_sound && rule->except;
	}
	return is_sound;
}

/* No kind of use that only the compiler knows: then nobody needs to ask it. */
static void narrow_needs(struct rule *rule)
{
	if (rule->by == 1U << USE_INCLUDE && (rule->needs & NEEDS_INCLUDES)) {
		rule->needs &= ~(unsigned)NEEDS_SYMBOLS;
	}
}

static bool create_written(struct creation *creation, const struct config_rule *entry)
{
	const struct rule_kind *kind = rule_kind_find(entry->kind.s);
	if (!kind || is_made_by_lintel(kind)) {
		return unknown_kind(creation, entry);
	}
	if (str_starts(entry->id.s, STR("lintel/"))) {
		return problem_add(creation->problems, entry->id.place,
				STR("leave out 'kind' to adjust one of lintel's own rules"),
				"rule '" STR_FMT "' has an id that is lintel's own",
				STR_ARG(entry->id.s));
	}
	struct rule rule = {
		.kind = kind,
		.id = entry->id.s,
		.needs = kind->needs,
		.severity = kind->severity,
		.by = ALL_KINDS,
		.place = entry->place,
		.keys = arena_alloc(creation->arena, kind->keys->size),
	};
	bool is_sound = read_common(creation, entry, &rule);
	is_sound &= table_decode(kind->keys, &config_rule_table, entry->node, rule.keys,
			creation->arena, creation->problems);
	if (is_sound && kind->prepare) {
		is_sound = kind->prepare(
				&rule, creation->code, creation->arena, creation->problems);
	}
	narrow_needs(&rule);
	*vec_add(&creation->rules, creation->arena) = rule;
	return is_sound;
}

/* own_settings_of() reads what all rules share; there are no keys besides. */
struct nothing {
	char none;
};

static const struct table no_keys = { .name = "rule", .size = sizeof(struct nothing) };

/* An entry with the id of one of lintel's own rules, and no kind. */
static bool adjust(struct creation *creation, const struct config_rule *entry, size_t own_count)
{
	VEC(struct str) ids = { 0 };
	for (size_t i = 0; i < own_count; i++) {
		if (str_eq(creation->rules.p[i].id, entry->id.s)) {
			bool is_sound = read_common(creation, entry, &creation->rules.p[i]);
			narrow_needs(&creation->rules.p[i]);
			return is_sound;
		}
		*vec_add(&ids, creation->arena) = creation->rules.p[i].id;
	}
	/* Which rules kinds of records have is known when they are read. */
	if (own_rule_find(entry->id.s) || str_starts(entry->id.s, STR("lintel/register/"))) {
		return table_decode(&no_keys, &config_rule_table, entry->node,
				&(struct nothing){ 0 }, creation->arena, creation->problems);
	}
	for (size_t i = 0; i < OWN_RULES; i++) {
		*vec_add(&ids, creation->arena) = own_rules[i].id;
	}
	struct str near = suggest(entry->id.s, ids.p, ids.len);
	return problem_add(creation->problems, entry->place,
			near.len > 0 ? str_fmt(creation->arena,
						       "did you mean the rule '" STR_FMT "'?",
						       STR_ARG(near))
				     : STR("every rule has a kind, for example: kind: layers"),
			"rule '" STR_FMT "' has no kind", STR_ARG(entry->id.s));
}

static void create_unassigned(struct creation *creation)
{
	*vec_add(&creation->rules, creation->arena) = (struct rule){
		.kind = &rule_unassigned,
		.id = STR("lintel/unassigned"),
		.needs = rule_unassigned.needs,
		.severity = (enum severity)creation->config->unassigned.value,
		.by = ALL_KINDS,
		.place = creation->config->unassigned_place,
		.reason = STR("a file in no module is judged by no rule about modules"),
	};
}

/* A counting sort, so that `uses:` of thousands of modules look at each file once. */
static void list_files(struct creation *creation)
{
	const struct code *code = creation->code;
	size_t declarations = creation->config->modules.len;
	creation->files = arena_new_array(creation->arena, uint32_t, code->file_count);
	creation->first_file = arena_new_array(creation->arena, size_t, declarations + 2);
	for (uint32_t i = 0; i < code->file_count; i++) {
		if (code->files[i].module != NONE) {
			creation->first_file[code->modules[code->files[i].module].declaration
					     + 2]++;
		}
	}
	for (size_t d = 0; d < declarations; d++) {
		creation->first_file[d + 2] += creation->first_file[d + 1];
	}
	for (uint32_t i = 0; i < code->file_count; i++) {
		if (code->files[i].module != NONE) {
			size_t d = code->modules[code->files[i].module].declaration;
			creation->files[creation->first_file[d + 1]++] = i;
		}
	}
}

static bool create_uses(struct creation *creation, uint32_t declaration)
{
	const struct config_module *module =
			&((const struct config_module *)creation->config->modules.p)[declaration];
	if (!module->uses.is_set) {
		return true;
	}
	struct rule rule = {
		.kind = &rule_uses,
		.id = str_fmt(creation->arena, "lintel/uses/" STR_FMT, STR_ARG(module->name.s)),
		.needs = rule_uses.needs,
		.severity = rule_uses.severity,
		.by = ALL_KINDS,
		.place = module->uses.place,
	};
	size_t first = creation->first_file[declaration];
	if (!uses_prepare(&rule, module, &creation->files[first],
			    creation->first_file[declaration + 1] - first, creation->code,
			    creation->arena, creation->problems)) {
		return false;
	}
	*vec_add(&creation->rules, creation->arena) = rule;
	return true;
}

bool rules_create(const struct config *config, const struct code *code, struct arena *arena,
		struct problems *problems, struct rule **rules, size_t *count)
{
	struct creation creation = {
		.config = config, .code = code, .arena = arena, .problems = problems
	};
	size_t errors = problems->errors;

	list_files(&creation);
	create_unassigned(&creation);
	for (uint32_t i = 0; i < config->modules.len; i++) {
		(void)create_uses(&creation, i);
	}
	size_t own_count = creation.rules.len;
	for (size_t i = 0; i < config->rule_count; i++) {
		const struct config_rule *entry = &config->rules[i];
		(void)(entry->kind.s.len > 0 ? create_written(&creation, entry)
					     : adjust(&creation, entry, own_count));
	}
	*rules = creation.rules.p;
	*count = creation.rules.len;
	return problems->errors == errors;
}
