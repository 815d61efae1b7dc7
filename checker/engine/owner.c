/* SPDX-License-Identifier: MIT */
/*
 * Whose a thing is.
 *
 * What one file holds (macros, typedefs, members, completed tags, statics) is
 * that file's.  For what several files may define, see definition_choose().
 */
#include "engine/joining.h"

#include "base/arena.h"
#include "base/glob_set.h"
#include "base/map.h"

#include <stdlib.h>

uint32_t owner_of_file(const struct code *code, uint32_t file)
{
	uint32_t module = code->files[file].module;
	return module != NONE ? module : file | UINT32_C(1) << 31;
}

/* ---- programs ---- */

/* Equal lists of programs become one. */
static struct program_set program_set_make(
		struct joining *join, struct map *known, const uint8_t *is_in, size_t count)
{
	struct program_set set = { .first = (uint32_t)join->program_numbers.len };
	for (size_t p = 0; p < count; p++) {
		if (is_in[p]) {
			*vec_add(&join->program_numbers, join->scratch) = (uint32_t)p;
			set.count++;
		}
	}
	bool is_new;
	struct str key = { (const char *)(join->program_numbers.p + set.first),
		set.count * sizeof(uint32_t) };
	struct map_entry *entry = map_put(known, key, &is_new);
	if (is_new) {
		struct program_set *kept = arena_new(join->scratch, struct program_set);
		set.id = (uint32_t)known->len;
		*kept = set;
		entry->ptr = kept;
	} else {
		join->program_numbers.len = set.first;
	}
	return *(const struct program_set *)entry->ptr;
}

static void programs_find(struct joining *join)
{
	const struct code *code = join->code;
	const struct config_program *programs = join->in->config->programs.p;
	size_t count = join->in->config->programs.len;
	struct glob_set *set = glob_set_create(join->scratch);
	struct map *known = map_create(join->scratch);
	VEC(uint32_t) program_of = { 0 };
	join->programs = arena_new_array(join->scratch, struct program_set, code->file_count);
	for (size_t i = 0; i < count; i++) {
		vec_each (const struct text, glob, &programs[i].sources) {
			glob_set_add(set, glob->s);
			*vec_add(&program_of, join->scratch) = (uint32_t)i;
		}
	}
	glob_set_freeze(set);
	uint8_t *is_in = arena_new_array(join->scratch, uint8_t, count);
	for (size_t i = 0; i < code->file_count && program_of.len > 0; i++) {
		struct glob_walk walk = glob_set_walk(set, code->files[i].path);
		struct glob_hit hit;
		bool any = false;
		while (glob_walk_next(&walk, &hit)) {
			is_in[program_of.p[hit.pattern]] = 1;
			any = true;
		}
		if (any) {
			join->programs[i] = program_set_make(join, known, is_in, count);
			memset(is_in, 0, count);
		}
	}
}

/* Whether two files are linked together: one that no program lists goes with all. */
static bool is_linked(const struct joining *join, uint32_t user, uint32_t file)
{
	struct program_set a = join->programs[user];
	struct program_set b = join->programs[file];
	const uint32_t *numbers = join->program_numbers.p;
	if (a.count == 0) {
		return true;
	}
	for (uint32_t i = 0, n = 0; i < a.count && n < b.count;) {
		uint32_t x = numbers[a.first + i];
		uint32_t y = numbers[b.first + n];
		if (x == y) {
			return true;
		}
		i += x < y;
		n += y < x;
	}
	return false;
}

/* ---- one question ---- */

struct question {
	struct joining *join;
	const struct code_symbol *symbol;
	const struct symbol_note *note;
	uint32_t user;
	uint32_t declared;
	uint32_t outside;
};

static struct settled at_outside(const struct question *q)
{
	uint32_t outside = q->outside != NONE ? q->outside : q->note->outside;
	uint32_t external = q->note->external;
	if (external == NONE && outside != NONE) {
		external = q->join->outsides.p[outside].external;
	}
	return (struct settled){
		.target = external == NONE ? TARGET_SYSTEM : TARGET_EXTERNAL,
		.file = NONE,
		.external = external,
	};
}

static bool stands_in_public(
		const struct code *code, const struct site *sites, size_t count, uint32_t module)
{
	for (size_t i = 0; i < count; i++) {
		const struct code_file *file = &code->files[sites[i].file];
		if (file->module == module && (file->flags & (FILE_PUBLIC | FILE_PORT))) {
			return true;
		}
	}
	return false;
}

static struct settled at_file(const struct question *q, uint32_t file, uint32_t line)
{
	const struct code *code = q->join->code;
	const struct code_symbol *symbol = q->symbol;
	uint32_t module = code->files[file].module;
	struct settled settled = { .target = TARGET_FILE, .file = file, .line = line };
	settled.external = NONE;
	if (module == NONE) {
		/* Externals win over files that nobody owns, never over modules. */
		uint32_t external = q->note->external != NONE ? q->note->external
							      : q->join->file_external[file];
		if (external != NONE) {
			return (struct settled){
				.target = TARGET_EXTERNAL, .file = NONE, .external = external
			};
		}
	} else if (stands_in_public(code, symbol->declarations, symbol->declaration_count, module)
			|| stands_in_public(code, symbol->definitions, symbol->definition_count,
					module)) {
		settled.flags |= USE_PUBLIC;
	}
	return settled;
}

static bool is_header(const struct code *code, uint32_t file)
{
	return !(code->files[file].flags & FILE_SOURCE);
}

/* The first declaration in a header, by path, or NULL. */
static const struct site *header_declaration(const struct code *code, const struct code_symbol *s)
{
	for (size_t i = 0; i < s->declaration_count; i++) {
		if (is_header(code, s->declarations[i].file)) {
			return &s->declarations[i];
		}
	}
	return NULL;
}

/* Where the declaration stands that the user saw, or the best there is; NULL if none. */
static const struct site *declaration_choose(const struct question *q)
{
	const struct code *code = q->join->code;
	const struct code_symbol *symbol = q->symbol;
	const struct site *header = header_declaration(code, symbol);
	if (q->declared == NONE || !is_header(code, q->declared)) {
		return header;
	}
	for (size_t i = 0; i < symbol->declaration_count; i++) {
		if (symbol->declarations[i].file == q->declared) {
			return &symbol->declarations[i];
		}
	}
	return header;
}

struct candidates {
	/* Owners of headers that declare it, ascending. */
	VEC(uint32_t) declarers;
	/* Of the user's own owner; of one whose header declares it; any. */
	const struct site *own;
	const struct site *declared;
	const struct site *any;
	bool declared_differ;
	bool any_differ;
	/* One of them is the owner of the declaration that the user saw. */
	const struct site *seen;
};

static int number_order(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static void declarers_find(const struct question *q, struct candidates *found)
{
	const struct code *code = q->join->code;
	for (size_t i = 0; i < q->symbol->declaration_count; i++) {
		uint32_t file = q->symbol->declarations[i].file;
		if (is_header(code, file)) {
			*vec_add(&found->declarers, q->join->scratch) = owner_of_file(code, file);
		}
	}
	vec_sort(&found->declarers, number_order);
}

static void candidate_add(
		const struct question *q, const struct site *site, struct candidates *found)
{
	const struct code *code = q->join->code;
	uint32_t owner = owner_of_file(code, site->file);
	if (owner == owner_of_file(code, q->user) && (!found->own || site->file == q->user)) {
		found->own = site;
	}
	if (found->any && owner_of_file(code, found->any->file) != owner) {
		found->any_differ = true;
	}
	found->any = found->any ? found->any : site;
	if (found->declarers.len == 0
			|| !bsearch(&owner, found->declarers.p, found->declarers.len, sizeof(owner),
					number_order)) {
		return;
	}
	if (found->declared && owner_of_file(code, found->declared->file) != owner) {
		found->declared_differ = true;
	}
	found->declared = found->declared ? found->declared : site;
	if (!found->seen && q->declared != NONE && is_header(code, q->declared)
			&& owner_of_file(code, q->declared) == owner) {
		found->seen = site;
	}
}

/*
 * The definition that is meant: the user's own owner's, else that of the owner
 * whose header declares it, else the only one; NULL if that leaves several.
 * Strong ones beat others, and what is linked with the user beats what is not.
 */
static const struct site *definition_choose(const struct question *q)
{
	const struct code_symbol *symbol = q->symbol;
	struct candidates found = { 0 };
	enum strength strongest = STRENGTH_NONE;
	bool any_linked = false;
	if (symbol->definition_count == 1) {
		return &symbol->definitions[0];
	}
	declarers_find(q, &found);
	for (size_t i = 0; i < symbol->definition_count; i++) {
		any_linked = any_linked || is_linked(q->join, q->user, symbol->definitions[i].file);
	}
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < symbol->definition_count; i++) {
			const struct site *site = &symbol->definitions[i];
			if (any_linked && !is_linked(q->join, q->user, site->file)) {
				continue;
			}
			if (pass == 0) {
				strongest = site->strength > strongest ? site->strength : strongest;
			} else if (site->strength == strongest) {
				candidate_add(q, site, &found);
			}
		}
	}
	if (found.own) {
		return found.own;
	}
	if (found.seen) {
		return found.seen;
	}
	if (found.declared && !found.declared_differ) {
		return found.declared;
	}
	return found.any_differ ? NULL : found.any;
}

static struct settled settle_undefined(const struct question *q)
{
	const struct site *declaration = declaration_choose(q);
	if (!q->symbol->is_external) {
		/* A tag that is never completed: where it is first mentioned. */
		const struct site *header = header_declaration(q->join->code, q->symbol);
		declaration = header ? header : &q->symbol->declarations[0];
	}
	/* A header may repeat what the system declares (to deprecate it): it is the system's. */
	bool is_outside = q->outside != NONE || q->note->outside != NONE;
	if (q->note->external != NONE || is_outside || !declaration) {
		return at_outside(q);
	}
	return at_file(q, declaration->file, declaration->line);
}

/* What other units can see, or a tag with none or several completions. */
static struct settled settle_shared(const struct question *q)
{
	const struct code *code = q->join->code;
	if (q->note->port != NONE) {
		struct question of_port = *q;
		of_port.declared = q->note->port;
		const struct site *declaration = declaration_choose(&of_port);
		return at_file(q, declaration->file, declaration->line);
	}
	if (q->symbol->definition_count == 0) {
		return settle_undefined(q);
	}
	const struct site *definition = definition_choose(q);
	bool is_own = definition
		      && owner_of_file(code, definition->file) == owner_of_file(code, q->user);
	/* The system's own function is meant, though some file of the tree stands in for it. */
	if (q->outside != NONE && !is_own && !header_declaration(code, q->symbol)) {
		return at_outside(q);
	}
	if (definition) {
		return at_file(q, definition->file, definition->line);
	}
	const struct site *declaration = declaration_choose(q);
	declaration = declaration ? declaration : &q->symbol->definitions[0];
	struct settled settled = at_file(q, declaration->file, declaration->line);
	settled.flags |= USE_AMBIGUOUS;
	return settled;
}

static struct settled settle(const struct question *q)
{
	const struct code_symbol *symbol = q->symbol;
	if (q->note->file != NONE) {
		uint32_t line = symbol->definition_count ? symbol->definitions[0].line : 0;
		return at_file(q, q->note->file, line);
	}
	if (q->note->is_outside || symbol->declaration_count + symbol->definition_count == 0) {
		return at_outside(q);
	}
	return settle_shared(q);
}

static bool is_defined_in(const struct code_symbol *symbol, uint32_t file)
{
	size_t low = 0;
	size_t high = symbol->definition_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (symbol->definitions[middle].file < file) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < symbol->definition_count && symbol->definitions[low].file == file;
}

/* All that the answer depends on: files of one module mostly ask the same. */
struct question_key {
	uint32_t symbol;
	uint32_t owner;
	uint32_t programs;
	/* The user's own file, if it holds a definition. */
	uint32_t file;
	uint32_t declared;
	uint32_t outside;
};

struct settled owner_settle(struct joining *join, uint32_t symbol, uint32_t user, uint32_t declared,
		uint32_t outside)
{
	struct question q = {
		.join = join,
		.symbol = &join->code->symbols[symbol],
		.note = &join->notes[symbol],
		.user = user,
		.declared = declared,
		.outside = outside,
	};
	struct question_key key = { .symbol = symbol };
	if (q.note->file == NONE) {
		key.owner = owner_of_file(join->code, user);
		key.programs = join->programs[user].id;
		key.file = is_defined_in(q.symbol, user) ? user : NONE;
		key.declared = declared;
		key.outside = outside;
	}
	bool is_new;
	struct map_entry *entry = map_put(
			join->settled, (struct str){ (const char *)&key, sizeof(key) }, &is_new);
	if (is_new) {
		struct settled *settled = arena_new(join->scratch, struct settled);
		*settled = settle(&q);
		entry->ptr = settled;
	}
	return *(const struct settled *)entry->ptr;
}

/* ---- ports ---- */

void owners_prepare(struct joining *join)
{
	struct code *code = join->code;
	join->settled = map_create(join->scratch);
	programs_find(join);
	for (size_t i = 0; i < code->symbol_count; i++) {
		const struct code_symbol *symbol = &code->symbols[i];
		if (!symbol->is_external) {
			continue;
		}
		for (size_t n = symbol->declaration_count; n-- > 0;) {
			if (code->files[symbol->declarations[n].file].flags & FILE_PORT) {
				join->notes[i].port = symbol->declarations[n].file;
			}
		}
	}
}

void implements_find(struct joining *join)
{
	const struct code *code = join->code;
	for (uint32_t i = 0; i < code->symbol_count; i++) {
		const struct code_symbol *symbol = &code->symbols[i];
		uint32_t port = join->notes[i].port;
		for (size_t n = 0; port != NONE && n < symbol->definition_count; n++) {
			const struct site *site = &symbol->definitions[n];
			if (owner_of_file(code, site->file) == owner_of_file(code, port)) {
				continue;
			}
			struct settled settled = owner_settle(join, i, site->file, port, NONE);
			*vec_add(&join->implements, join->scratch) = (struct code_use){
				.kind = USE_IMPLEMENT,
				.flags = settled.flags,
				.file = site->file,
				.line = site->line,
				.column = site->column,
				.width = (uint32_t)symbol->name.len,
				.symbol = i,
				.include = NONE,
				.target = settled.target,
				.target_file = settled.file,
				.target_line = settled.line,
				.external = settled.external,
				.declared_in = port,
				.carrier = NONE,
				.configurations = join->seen[site->file],
			};
		}
	}
}
