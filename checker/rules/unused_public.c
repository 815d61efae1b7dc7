/* SPDX-License-Identifier: MIT */
/*
 * Functions and variables that public headers declare and no other module
 * uses.  If any unit was not parsed whole, somebody may use them all the same,
 * and nothing is said.  Macros are left out: an include guard is one too.
 */
#include "rules/unused.h"

#include "base/arena.h"
#include "rules/walk.h"

static bool is_whole(const struct code *code)
{
	for (size_t i = 0; i < code->unit_count; i++) {
		if (code->units[i].status != UNIT_PARSED) {
			return false;
		}
	}
	return true;
}

/* The first declaration in a public header that the rule judges, or NULL. */
static const struct site *public_site(
		const struct rule *rule, const struct code *code, const struct code_symbol *symbol)
{
	for (size_t i = 0; i < symbol->declaration_count; i++) {
		uint32_t file = symbol->declarations[i].file;
		uint32_t module = code->files[file].module;
		if (module != NONE && code->modules[module].has_public
				&& (code->files[file].flags & FILE_PUBLIC)
				&& rule_judges_file(rule, code, file)) {
			return &symbol->declarations[i];
		}
	}
	return NULL;
}

/*
 * Marks the symbols that are used from outside of their owner, or by a public
 * header: what an inline function there calls has to be declared there too.
 */
static void mark_used(const struct code *code, uint8_t *is_used)
{
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (use->symbol == NONE) {
			continue;
		}
		const struct code_file *user = &code->files[use->file];
		if (user->module == NONE || user->module != code_use_module(code, use)
				|| (user->flags & FILE_PUBLIC)) {
			is_used[use->symbol] = 1;
		}
	}
}

static void report(const struct rule *rule, const struct code *code,
		const struct code_symbol *symbol, const struct site *site,
		struct findings *findings)
{
	struct arena *arena = findings->arena;
	const struct code_file *header = &code->files[site->file];
	struct str module = code->modules[header->module].name;
	struct finding *finding = rule_finding_at(rule, STR("public"), header->path, symbol->name,
			(struct place){ .path = header->path,
					.line = site->line,
					.column = site->column,
					.width = (uint32_t)symbol->name.len },
			findings);
	finding->message = str_fmt(arena,
			STR_FMT " offers " STR_FMT " to other modules, and none uses it",
			STR_ARG(module), STR_ARG(symbol->name));
	finding->label = str_fmt(arena, "a %s that only " STR_FMT " may use",
			symbol_kind_words[symbol->kind], STR_ARG(module));
	finding->remedy = str_fmt(arena,
			"declare " STR_FMT " in a private header of " STR_FMT ", or take it out",
			STR_ARG(symbol->name), STR_ARG(module));
}

void unused_public(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct code *code = facts->code;
	if (!code->has_symbols || !is_whole(code)) {
		return;
	}
	struct arena *scratch = arena_create();
	uint8_t *is_used = arena_new_array(scratch, uint8_t, code->symbol_count);
	mark_used(code, is_used);
	for (size_t s = 0; s < code->symbol_count; s++) {
		const struct code_symbol *symbol = &code->symbols[s];
		bool is_judged = symbol->kind == SYMBOL_FUNCTION || symbol->kind == SYMBOL_VARIABLE;
		const struct site *site =
				is_judged && !is_used[s] ? public_site(rule, code, symbol) : NULL;
		if (site) {
			report(rule, code, symbol, site, findings);
		}
	}
	arena_destroy(scratch);
}
