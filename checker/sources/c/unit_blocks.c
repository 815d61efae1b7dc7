/* SPDX-License-Identifier: MIT */
#include "sources/c/extraction.h"

#include "base/arena.h"
#include "sources/c/lead.h"
#include "sources/c/prefix.h"

#include <stdlib.h>

/* A block being put together; numbers of the unit become numbers of the block. */
struct packing {
	struct extraction *x;
	/* Those that the file's lists name. */
	const struct unit_symbol *symbols;
	size_t symbol_count;
	struct block block;
	/* Both NONE where not mentioned yet. */
	uint32_t *file_numbers;
	uint32_t *symbol_numbers;
};

/*
 * Symbols in an order that only they decide, not who was met first: a block is
 * then the same whatever else its unit speaks of.
 */
static int symbol_order(const struct packing *packing, uint32_t a, uint32_t b)
{
	if (a == b || a == NONE || b == NONE) {
		return (a > b) - (a < b);
	}
	const struct unit_symbol *x = &packing->symbols[a];
	const struct unit_symbol *y = &packing->symbols[b];
	int order = str_cmp(x->symbol.name, y->symbol.name);
	if (order == 0 && x->file != y->file && x->file != NONE && y->file != NONE) {
		const struct unit_file *files = packing->x->files.p;
		order = str_cmp(files[x->file].path, files[y->file].path);
	}
	if (order == 0) {
		const uint32_t of_x[] = { x->symbol.kind, x->symbol.line, x->symbol.column };
		const uint32_t of_y[] = { y->symbol.kind, y->symbol.line, y->symbol.column };
		for (size_t i = 0; order == 0 && i < COUNT_OF(of_x); i++) {
			order = (of_x[i] > of_y[i]) - (of_x[i] < of_y[i]);
		}
	}
	return order ? order : (a > b) - (a < b);
}

static int raw_use_order(const void *a, const void *b, void *ctx)
{
	const struct raw_use *x = a;
	const struct raw_use *y = b;
	if (x->use.line != y->use.line) {
		return x->use.line < y->use.line ? -1 : 1;
	}
	if (x->use.column != y->use.column) {
		return x->use.column < y->use.column ? -1 : 1;
	}
	if (x->use.kind != y->use.kind) {
		return x->use.kind < y->use.kind ? -1 : 1;
	}
	return symbol_order(ctx, x->symbol, y->symbol);
}

static int raw_site_order(const void *a, const void *b, void *ctx)
{
	const struct raw_site *x = a;
	const struct raw_site *y = b;
	if (x->site.line != y->site.line) {
		return x->site.line < y->site.line ? -1 : 1;
	}
	if (x->site.column != y->site.column) {
		return x->site.column < y->site.column ? -1 : 1;
	}
	return symbol_order(ctx, x->symbol, y->symbol);
}

static uint32_t file_number(struct packing *packing, uint32_t file)
{
	if (file == NONE) {
		return NONE;
	}
	uint32_t *number = &packing->file_numbers[file];
	if (*number == NONE) {
		const struct unit_file *from = &packing->x->files.p[file];
		*number = (uint32_t)packing->block.files.len;
		*vec_add(&packing->block.files, packing->x->arena) = (struct block_file){
			.is_outside = from->is_outside,
			.path = from->path,
			.entry = from->entry,
		};
	}
	return *number;
}

static uint32_t symbol_number(struct packing *packing, uint32_t symbol)
{
	if (symbol == NONE) {
		return NONE;
	}
	uint32_t *number = &packing->symbol_numbers[symbol];
	if (*number == NONE) {
		const struct unit_symbol *from = &packing->symbols[symbol];
		*number = (uint32_t)packing->block.symbols.len;
		uint32_t file = file_number(packing, from->file);
		struct block_symbol *to = vec_add(&packing->block.symbols, packing->x->arena);
		*to = from->symbol;
		to->file = file;
	}
	return *number;
}

/* Several declarations or the branches of one expression may say the same twice. */
static void uses_add(struct packing *packing, const struct unit_file *file)
{
	const struct raw_use *last = NULL;
	vec_each (const struct raw_use, raw, &file->uses) {
		if (last && raw_use_order(last, raw, packing) == 0) {
			packing->block.uses.p[packing->block.uses.len - 1].flags |= raw->use.flags;
			continue;
		}
		struct block_use use = raw->use;
		use.symbol = symbol_number(packing, raw->symbol);
		use.carrier = symbol_number(packing, raw->carrier);
		*vec_add(&packing->block.uses, packing->x->arena) = use;
		last = raw;
	}
}

static void block_make(struct packing *packing, struct unit_file *file)
{
	struct extraction *x = packing->x;
	struct block *block = &packing->block;
	*block = (struct block){ .path = file->path };
	memset(packing->file_numbers, 0xff, x->files.len * sizeof(uint32_t));
	memset(packing->symbol_numbers, 0xff, packing->symbol_count * sizeof(uint32_t));

	if (file->uses.len > 1) {
		qsort_r(file->uses.p, file->uses.len, sizeof(*file->uses.p), raw_use_order,
				packing);
	}
	if (file->sites.len > 1) {
		qsort_r(file->sites.p, file->sites.len, sizeof(*file->sites.p), raw_site_order,
				packing);
	}
	uses_add(packing, file);
	vec_each (const struct raw_site, raw, &file->sites) {
		struct block_site site = raw->site;
		site.symbol = symbol_number(packing, raw->symbol);
		*vec_add(&block->sites, x->arena) = site;
	}
	vec_each (const struct block_skip, skip, &file->skips) {
		*vec_add(&block->skips, x->arena) = *skip;
	}
	vec_each (const struct block_include, include, &file->includes) {
		struct block_include kept = *include;
		kept.file = file_number(packing, include->file);
		*vec_add(&block->includes, x->arena) = kept;
	}
}

static int file_order(const void *a, const void *b)
{
	const struct unit_file *const *x = a;
	const struct unit_file *const *y = b;
	return str_cmp((*x)->path, (*y)->path);
}

static bool is_changed(const struct packing *packing, const struct prefix_file *file)
{
	vec_each (const uint32_t, symbol, &file->open) {
		const struct unit_symbol *now = &packing->symbols[*symbol];
		if (now->file == 0 || now->symbol.is_complete) {
			return true;
		}
	}
	return false;
}

static struct str block_packed(struct packing *packing, struct unit_file *file)
{
	struct buf packed;
	buf_init(&packed);
	block_make(packing, file);
	block_pack(&packing->block, &packed);
	struct str bytes = str_dup(packing->x->arena, buf_str(&packed));
	buf_finish(&packed);
	return bytes;
}

/* The block of a file of the prefix: most are the prefix's as they are. */
static struct str block_of_prefix(struct packing *packing, const struct unit_file *file)
{
	const struct extraction *x = packing->x;
	const struct prefix_file *from = &x->prefix->files.p[file - x->files.p];
	bool is_reentered = file->entered > from->file.entered;
	if (!is_reentered && !is_changed(packing, from)) {
		return from->file.block;
	}
	struct unit_file changed = from->file;
	if (is_reentered) {
		changed.skips.p = file->skips.p;
		changed.skips.len = file->skips.len;
	}
	return block_packed(packing, &changed);
}

static struct packing packing_make(
		struct extraction *x, const struct unit_symbol *symbols, size_t symbol_count)
{
	return (struct packing){
		.x = x,
		.symbols = symbols,
		.symbol_count = symbol_count,
		.file_numbers = arena_new_array(x->arena, uint32_t, x->files.len),
		.symbol_numbers = arena_new_array(x->arena, uint32_t, symbol_count),
	};
}

void unit_blocks(struct extraction *x, struct unit_facts *facts)
{
	struct packing packing = packing_make(x, x->symbols.p, x->symbols.len);
	struct packing of_prefix =
			packing_make(x, x->prefix_symbols, x->prefix ? x->prefix->symbols.len : 0);
	struct unit_file **inside = arena_new_array(x->arena, struct unit_file *, x->files.len);
	size_t count = 0;
	vec_each (struct unit_file, file, &x->files) {
		if (!file->is_outside) {
			inside[count++] = file;
			file->block = file->is_of_prefix ? block_of_prefix(&of_prefix, file)
							 : block_packed(&packing, file);
		}
	}
	if (count > 1) {
		qsort(inside, count, sizeof(*inside), file_order);
	}
	for (size_t i = 0; i < count; i++) {
		*vec_add(&facts->blocks, x->arena) = inside[i]->block;
	}
}
