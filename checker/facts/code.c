/* SPDX-License-Identifier: MIT */
#include "facts/code.h"

#include "base/arena.h"

#include <stddef.h>
#include <stdlib.h>

const char *const use_kind_words[] = {
	[USE_INCLUDE] = "include",
	[USE_CALL] = "call",
	[USE_TYPE] = "type",
	[USE_FIELD] = "field",
	[USE_READ] = "read",
	[USE_WRITE] = "write",
	[USE_ADDRESS] = "address",
	[USE_MACRO] = "macro",
	[USE_POINTER] = "pointer",
	[USE_IMPLEMENT] = "implement",
	[USE_KINDS] = NULL,
};

const char *const symbol_kind_words[] = {
	[SYMBOL_FUNCTION] = "function",
	[SYMBOL_VARIABLE] = "variable",
	[SYMBOL_STRUCT] = "struct",
	[SYMBOL_UNION] = "union",
	[SYMBOL_ENUM] = "enum",
	[SYMBOL_ENUMERATOR] = "enumerator",
	[SYMBOL_TYPEDEF] = "typedef",
	[SYMBOL_FIELD] = "field",
	[SYMBOL_MACRO] = "macro",
	[SYMBOL_KINDS] = NULL,
};

/* Files and modules begin with what they are sorted by. */
_Static_assert(offsetof(struct code_file, path) == 0, "sorted by path");
_Static_assert(offsetof(struct code_module, name) == 0, "sorted by name");

static uint32_t sorted_find(const void *items, size_t count, size_t size, struct str name)
{
	const char *found = count ? bsearch(&name, items, count, size, str_order) : NULL;
	return found ? (uint32_t)((size_t)(found - (const char *)items) / size) : NONE;
}

uint32_t code_file_find(const struct code *code, struct str path)
{
	return sorted_find(code->files, code->file_count, sizeof(*code->files), path);
}

uint32_t code_module_find(const struct code *code, struct str name)
{
	return sorted_find(code->modules, code->module_count, sizeof(*code->modules), name);
}

uint32_t code_external_find(const struct code *code, struct str name)
{
	for (size_t i = 0; i < code->external_count; i++) {
		if (str_eq(code->externals[i].name, name)) {
			return (uint32_t)i;
		}
	}
	return NONE;
}

uint32_t code_use_module(const struct code *code, const struct code_use *use)
{
	return use->target == TARGET_FILE ? code->files[use->target_file].module : NONE;
}

struct str code_use_owner(const struct code *code, const struct code_use *use, struct arena *arena)
{
	uint32_t module;

	switch (use->target) {
	case TARGET_FILE:
		module = code_use_module(code, use);
		return module == NONE ? code->files[use->target_file].path
				      : code->modules[module].name;
	case TARGET_EXTERNAL:
		return str_fmt(arena, "external:" STR_FMT,
				STR_ARG(code->externals[use->external].name));
	case TARGET_SYSTEM:
		return STR("system");
	case TARGET_UNKNOWN:
		break;
	}
	/* An include that nothing answers is called by what is written there. */
	return code_use_target(code, use);
}

struct str code_use_target(const struct code *code, const struct code_use *use)
{
	if (use->symbol != NONE) {
		return code->symbols[use->symbol].name;
	}
	if (use->target == TARGET_FILE) {
		return code->files[use->target_file].path;
	}
	return use->include == NONE ? (struct str){ 0 } : code->includes[use->include].spelled;
}

static bool site_is_public(
		const struct code *code, const struct site *sites, size_t count, uint32_t module)
{
	for (size_t i = 0; i < count; i++) {
		const struct code_file *file = &code->files[sites[i].file];
		if (file->module == module && (file->flags & FILE_PUBLIC)) {
			return true;
		}
	}
	return false;
}

bool code_symbol_is_public(const struct code *code, uint32_t symbol, uint32_t module)
{
	const struct code_symbol *s = &code->symbols[symbol];
	return site_is_public(code, s->declarations, s->declaration_count, module)
	       || site_is_public(code, s->definitions, s->definition_count, module);
}

bool code_use_is_public(const struct code *code, const struct code_use *use)
{
	if (use->kind == USE_INCLUDE) {
		return use->target == TARGET_FILE
		       && (code->files[use->target_file].flags & FILE_PUBLIC) != 0;
	}
	return (use->flags & USE_PUBLIC) != 0;
}

struct place code_use_place(const struct code *code, const struct code_use *use)
{
	return (struct place){
		.path = code->files[use->file].path,
		.line = use->line,
		.column = use->column,
		.width = use->width,
	};
}
