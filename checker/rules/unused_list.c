/* SPDX-License-Identifier: MIT */
/*
 * Configuration that nothing needs any more: entries of `uses` lists, and rules
 * that judge no file.
 */
#include "rules/unused.h"

#include "base/arena.h"
#include "base/problem.h"
#include "facts/selector.h"
#include "rules/kinds.h"
#include "rules/uses.h"
#include "rules/walk.h"

/* One entry of a list, and whether any use was met that it allows. */
struct entry {
	const struct selector *to;
	const struct config_use *config;
	bool is_needed;
};

/* The selector, or NULL if it is `not:` or does not compile, which is reported elsewhere. */
static const struct selector *entry_selector(
		const struct config_use *entry, const struct code *code, struct arena *scratch)
{
	struct problems ignored;
	problems_init(&ignored, scratch);
	if (str_starts(entry->to.s, STR("not:"))) {
		return NULL;
	}
	return selector_compile(scratch, &entry->to, 1, FORMS_OF_TARGETS, code, &ignored);
}

static void mark_needed(const struct rule *judged, const struct code *code, struct entry *entries,
		size_t count)
{
	size_t file_count;
	const uint32_t *files = uses_files(judged, &file_count);
	/* Whatever the rule may have been told to pass over, an entry is needed for it. */
	const struct rule all = { .by = ~0U };
	struct use_walk walk = use_walk_files(&all, code, files, file_count);
	const struct code_use *use;
	while ((use = use_walk_next(&walk))) {
		if (code_use_module(code, use) == code->files[use->file].module) {
			continue;
		}
		for (size_t i = 0; i < count; i++) {
			entries[i].is_needed = entries[i].is_needed || !entries[i].to
					       || selector_has_target(entries[i].to, code, use);
		}
	}
}

static void report_entry(const struct rule *rule, struct str module, const struct entry *entry,
		struct findings *findings)
{
	struct arena *arena = findings->arena;
	struct finding *finding = rule_finding_at(rule, STR("uses"), module, entry->config->to.s,
			entry->config->to.place, findings);
	finding->message = str_fmt(arena,
			"'uses' of " STR_FMT " lists " STR_FMT ", which it does not use",
			STR_ARG(module), STR_ARG(entry->config->to.s));
	finding->label = STR("no use needs this entry");
	finding->remedy = str_fmt(
			arena, "take " STR_FMT " out of the list", STR_ARG(entry->config->to.s));
}

void unused_uses(const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	/* A call may be all that an entry is for. */
	if (!facts->code->has_symbols) {
		return;
	}
	struct arena *scratch = arena_create();
	for (size_t r = 0; r < facts->rule_count; r++) {
		const struct rule *judged = &facts->rules[r];
		if (judged->kind != &rule_uses) {
			continue;
		}
		const struct config_module *module = uses_module(judged);
		const struct config_use *list = module->uses.p;
		size_t count = module->uses.len;
		struct entry *entries = arena_new_array(scratch, struct entry, count);
		for (size_t i = 0; i < count; i++) {
			entries[i].config = &list[i];
			entries[i].to = entry_selector(&list[i], facts->code, scratch);
		}
		mark_needed(judged, facts->code, entries, count);
		for (size_t i = 0; i < count; i++) {
			if (!entries[i].is_needed && entries[i].to) {
				report_entry(rule, module->name.s, &entries[i], findings);
			}
		}
		arena_reset(scratch);
	}
	arena_destroy(scratch);
}

/* Whether there is any file for the rule to judge. */
static bool judges_anything(const struct rule *judged, const struct code *code)
{
	if (judged->kind == &rule_uses) {
		size_t count;
		(void)uses_files(judged, &count);
		return count > 0;
	}
	for (uint32_t f = 0; f < code->file_count; f++) {
		if (rule_judges_file(judged, code, f)) {
			return true;
		}
	}
	return false;
}

void unused_rules(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	for (size_t r = 0; r < facts->rule_count; r++) {
		const struct rule *judged = &facts->rules[r];
		if (judged->kind == &rule_unassigned || judges_anything(judged, facts->code)) {
			continue;
		}
		struct finding *finding = rule_finding_at(
				rule, STR("rule"), judged->id, STR(""), judged->place, findings);
		finding->message = str_fmt(findings->arena, "rule " STR_FMT " judges no file",
				STR_ARG(judged->id));
		finding->label = STR("nothing that it selects is there");
		finding->remedy = STR("mend what it selects, or take the rule out");
	}
}
