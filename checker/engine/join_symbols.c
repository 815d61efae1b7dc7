/* SPDX-License-Identifier: MIT */
/*
 * Many units' symbols become one set.
 *
 * What other units can see is one thing by its name; all else is one thing by
 * its name and the file that holds it.  A tag that a unit never saw completed
 * is the tree's one completion of that name, if there is exactly one.
 */
#include "engine/joining.h"

#include "base/arena.h"
#include "base/map.h"

#include <stdlib.h>

/* In the place of a file's number, for symbols that no one file of the tree holds. */
#define HELD_BY_NAME UINT32_C(0xfffffffc)
#define HELD_INCOMPLETE UINT32_C(0xfffffffd)
#define HELD_OUTSIDE UINT32_C(0xfffffffe)

struct raw_symbol {
	struct code_symbol symbol;
	/* A file of the tree, or HELD_…. */
	uint32_t held;
	uint32_t outside;
	/* The symbol that it is another mention of, or itself. */
	uint32_t same;
	/* A tag that it is one of several completions of, or NONE. */
	uint32_t completes;
	/* Its number in the end. */
	uint32_t number;
};

struct raw_site {
	uint32_t symbol;
	struct site site;
};

struct symbols {
	struct joining *join;
	struct map *numbers;
	VEC(struct raw_symbol) raw;
	VEC(struct raw_site) sites;
	/* Of `raw`, by name, kind and what holds them. */
	uint32_t *order;
	struct buf key;
};

static bool is_tag(enum symbol_kind kind)
{
	return kind == SYMBOL_STRUCT || kind == SYMBOL_UNION || kind == SYMBOL_ENUM;
}

static bool has_linkage(enum symbol_kind kind)
{
	return kind == SYMBOL_FUNCTION || kind == SYMBOL_VARIABLE;
}

/* Borrowed until the next one. */
static struct str key_of(
		struct symbols *symbols, enum symbol_kind kind, struct str name, uint32_t held)
{
	buf_clear(&symbols->key);
	buf_add(&symbols->key, (struct str){ (const char *)&held, sizeof(held) });
	buf_add_char(&symbols->key, (char)kind);
	buf_add(&symbols->key, name);
	return buf_str(&symbols->key);
}

static uint32_t raw_put(struct symbols *symbols, enum symbol_kind kind, struct str name,
		uint32_t held, bool *is_new)
{
	struct str key = key_of(symbols, kind, name, held);
	struct map_entry *entry = map_put(symbols->numbers, key, is_new);
	if (*is_new) {
		uint32_t number = (uint32_t)symbols->raw.len;
		entry->num = number;
		*vec_add(&symbols->raw, symbols->join->scratch) = (struct raw_symbol){
			.symbol = { .kind = kind, .name = name },
			.held = held,
			.outside = NONE,
			.same = number,
			.completes = NONE,
		};
	}
	return (uint32_t)entry->num;
}

static void site_add(struct symbols *symbols, uint32_t symbol, struct site site)
{
	*vec_add(&symbols->sites, symbols->join->scratch) = (struct raw_site){ symbol, site };
}

static uint32_t held_by(const struct join_block *block, const struct block_symbol *symbol)
{
	if (symbol->is_external) {
		return HELD_BY_NAME;
	}
	if (is_tag(symbol->kind) && !symbol->is_complete) {
		return HELD_INCOMPLETE;
	}
	if (symbol->file == NONE || block->files[symbol->file] == NONE) {
		return HELD_OUTSIDE;
	}
	return block->files[symbol->file];
}

static uint32_t symbol_join(struct symbols *symbols, const struct join_block *block,
		const struct block_symbol *from)
{
	bool is_new;
	uint32_t held = held_by(block, from);
	uint32_t number = raw_put(symbols, from->kind, from->name, held, &is_new);
	struct raw_symbol *raw = &symbols->raw.p[number];
	raw->symbol.is_external |= from->is_external;
	raw->symbol.is_mutable |= from->is_mutable;
	if (from->file != NONE && block->outsides[from->file] < raw->outside) {
		raw->outside = block->outsides[from->file];
	}
	/* Of these no block tells the sites: the declaration chosen is all there is. */
	if (held < HELD_BY_NAME && !has_linkage(from->kind)) {
		site_add(symbols, number,
				(struct site){ held, from->line, from->column, STRENGTH_STRONG });
	}
	return number;
}

static void blocks_join(struct symbols *symbols)
{
	struct arena *scratch = symbols->join->scratch;
	vec_each (struct join_block, block, &symbols->join->blocks) {
		size_t count = block->block.symbols.len;
		block->symbols = arena_new_array(scratch, uint32_t, count);
		for (size_t i = 0; i < count; i++) {
			block->symbols[i] = symbol_join(symbols, block, &block->block.symbols.p[i]);
		}
		vec_each (const struct block_site, site, &block->block.sites) {
			site_add(symbols, block->symbols[site->symbol],
					(struct site){ block->file, site->line, site->column,
							site->strength });
		}
	}
}

static uint32_t tested_put(
		void *ctx, struct str name, uint32_t file, uint32_t line, uint32_t column)
{
	struct symbols *symbols = ctx;
	bool is_new;
	/* SIZE_MAX is the system's, even where a header of the tree makes up for its lack. */
	if (map_find(symbols->numbers, key_of(symbols, SYMBOL_MACRO, name, HELD_OUTSIDE))) {
		return NONE;
	}
	uint32_t number = raw_put(symbols, SYMBOL_MACRO, name, file, &is_new);
	site_add(symbols, number, (struct site){ file, line, column, STRENGTH_STRONG });
	return number;
}

static int raw_order(const void *a, const void *b, void *ctx)
{
	const struct raw_symbol *raw = ctx;
	const struct raw_symbol *x = &raw[*(const uint32_t *)a];
	const struct raw_symbol *y = &raw[*(const uint32_t *)b];
	int order = str_cmp(x->symbol.name, y->symbol.name);
	if (order) {
		return order;
	}
	if (x->symbol.kind != y->symbol.kind) {
		return x->symbol.kind < y->symbol.kind ? -1 : 1;
	}
	return (x->held > y->held) - (x->held < y->held);
}

/* What a tag is that was mentioned where it is not completed, among its namesakes. */
static void tag_resolve(struct symbols *symbols, const uint32_t *group, size_t count)
{
	struct raw_symbol *raw = symbols->raw.p;
	uint32_t incomplete = NONE;
	uint32_t outside = NONE;
	size_t inside = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t held = raw[group[i]].held;
		incomplete = held == HELD_INCOMPLETE ? group[i] : incomplete;
		outside = held == HELD_OUTSIDE ? group[i] : outside;
		inside += held < HELD_BY_NAME;
	}
	if (incomplete == NONE) {
		return;
	}
	if (inside == 1) {
		raw[incomplete].same = group[0];
	} else if (inside == 0 && outside != NONE) {
		raw[incomplete].same = outside;
	}
	/* Of several completions, which is meant depends on who asks. */
	for (size_t i = 0; i < inside && inside > 1; i++) {
		raw[group[i]].completes = incomplete;
	}
}

static bool are_namesakes(const struct raw_symbol *a, const struct raw_symbol *b)
{
	return a->symbol.kind == b->symbol.kind && str_eq(a->symbol.name, b->symbol.name);
}

static void tags_resolve(struct symbols *symbols)
{
	const struct raw_symbol *raw = symbols->raw.p;
	const uint32_t *order = symbols->order;
	size_t end;
	for (size_t i = 0; i < symbols->raw.len; i = end) {
		end = i + 1;
		while (end < symbols->raw.len && are_namesakes(&raw[order[i]], &raw[order[end]])) {
			end++;
		}
		if (is_tag(raw[order[i]].symbol.kind)) {
			tag_resolve(symbols, order + i, end - i);
		}
	}
}

static void symbols_number(struct symbols *symbols)
{
	struct joining *join = symbols->join;
	struct code *code = join->code;
	struct raw_symbol *raw = symbols->raw.p;
	code->symbols = arena_new_array(code->arena, struct code_symbol, symbols->raw.len);
	join->notes = arena_new_array(join->scratch, struct symbol_note, symbols->raw.len);
	for (size_t i = 0; i < symbols->raw.len; i++) {
		uint32_t at = symbols->order[i];
		if (raw[at].same != at) {
			continue;
		}
		raw[at].number = (uint32_t)code->symbol_count++;
		code->symbols[raw[at].number] = raw[at].symbol;
		join->notes[raw[at].number] = (struct symbol_note){
			.file = raw[at].held < HELD_BY_NAME ? raw[at].held : NONE,
			.is_outside = raw[at].held == HELD_OUTSIDE,
			.outside = raw[at].outside,
			.port = NONE,
			.external = external_of_symbol(join->in->externals, raw[at].symbol.name),
		};
	}
	for (size_t i = 0; i < symbols->raw.len; i++) {
		raw[i].number = raw[raw[i].same].number;
	}
	vec_each (struct join_block, block, &join->blocks) {
		for (size_t i = 0; i < block->block.symbols.len; i++) {
			block->symbols[i] = raw[block->symbols[i]].number;
		}
	}
	for (size_t i = 0; i < join->tested->len; i++) {
		struct tested_macro *macro = join->tested->entries[i].ptr;
		macro->symbol = macro->symbol == NONE ? NONE : raw[macro->symbol].number;
	}
}

static int site_order(const void *a, const void *b)
{
	const struct raw_site *x = a;
	const struct raw_site *y = b;
	bool x_defines = x->site.strength != STRENGTH_NONE;
	bool y_defines = y->site.strength != STRENGTH_NONE;
	if (x->symbol != y->symbol) {
		return x->symbol < y->symbol ? -1 : 1;
	}
	if (x_defines != y_defines) {
		return x_defines ? 1 : -1;
	}
	if (x->site.file != y->site.file) {
		return x->site.file < y->site.file ? -1 : 1;
	}
	if (x->site.line != y->site.line) {
		return x->site.line < y->site.line ? -1 : 1;
	}
	if (x->site.column != y->site.column) {
		return x->site.column < y->site.column ? -1 : 1;
	}
	/* Of one place the strongest comes first, and the others go. */
	return (x->site.strength < y->site.strength) - (x->site.strength > y->site.strength);
}

static void sites_give(struct symbols *symbols)
{
	struct code *code = symbols->join->code;
	size_t given = symbols->sites.len;
	for (size_t i = 0; i < given; i++) {
		uint32_t completes = symbols->raw.p[symbols->sites.p[i].symbol].completes;
		if (completes != NONE) {
			site_add(symbols, completes, symbols->sites.p[i].site);
		}
	}
	vec_each (struct raw_site, raw, &symbols->sites) {
		raw->symbol = symbols->raw.p[raw->symbol].number;
	}
	vec_sort(&symbols->sites, site_order);

	struct site *sites = arena_new_array(code->arena, struct site, symbols->sites.len);
	size_t count = 0;
	const struct raw_site *before = NULL;
	vec_each (const struct raw_site, raw, &symbols->sites) {
		struct code_symbol *symbol = &code->symbols[raw->symbol];
		bool is_new = !before || before->symbol != raw->symbol;
		bool defines = raw->site.strength != STRENGTH_NONE;
		if (!is_new && before->site.file == raw->site.file
				&& before->site.line == raw->site.line
				&& before->site.column == raw->site.column
				&& defines == (before->site.strength != STRENGTH_NONE)) {
			continue;
		}
		if (defines && symbol->definition_count++ == 0) {
			symbol->definitions = sites + count;
		} else if (!defines && symbol->declaration_count++ == 0) {
			symbol->declarations = sites + count;
		}
		sites[count++] = raw->site;
		before = raw;
	}
}

void join_symbols(struct joining *join)
{
	struct symbols symbols = { .join = join, .numbers = map_create(join->scratch) };
	buf_init(&symbols.key);
	blocks_join(&symbols);
	tested_find(join, tested_put, &symbols);

	symbols.order = arena_new_array(join->scratch, uint32_t, symbols.raw.len);
	for (size_t i = 0; i < symbols.raw.len; i++) {
		symbols.order[i] = (uint32_t)i;
	}
	if (symbols.raw.len > 1) {
		qsort_r(symbols.order, symbols.raw.len, sizeof(*symbols.order), raw_order,
				symbols.raw.p);
	}
	tags_resolve(&symbols);
	symbols_number(&symbols);
	sites_give(&symbols);
	buf_finish(&symbols.key);
}
