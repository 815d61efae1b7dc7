/* SPDX-License-Identifier: MIT */
#include "sources/c/extraction.h"

#include "base/arena.h"

#include <stdlib.h>

/* A block being put together; numbers of the unit become numbers of the block. */
struct packing {
	struct extraction *x;
	struct block block;
	/* Both NONE where not mentioned yet. */
	uint32_t *file_numbers;
	uint32_t *symbol_numbers;
};

static int raw_use_order(const void *a, const void *b)
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
	/* Symbols are numbered as the walk meets them, which the text decides. */
	return (x->symbol > y->symbol) - (x->symbol < y->symbol);
}

static int raw_site_order(const void *a, const void *b)
{
	const struct raw_site *x = a;
	const struct raw_site *y = b;
	if (x->site.line != y->site.line) {
		return x->site.line < y->site.line ? -1 : 1;
	}
	if (x->site.column != y->site.column) {
		return x->site.column < y->site.column ? -1 : 1;
	}
	return (x->symbol > y->symbol) - (x->symbol < y->symbol);
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
		const struct unit_symbol *from = &packing->x->symbols.p[symbol];
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
		if (last && raw_use_order(last, raw) == 0) {
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
	memset(packing->symbol_numbers, 0xff, x->symbols.len * sizeof(uint32_t));

	vec_sort(&file->uses, raw_use_order);
	vec_sort(&file->sites, raw_site_order);
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

void unit_blocks(struct extraction *x, struct unit_facts *facts)
{
	struct packing packing = {
		.x = x,
		.file_numbers = arena_new_array(x->arena, uint32_t, x->files.len),
		.symbol_numbers = arena_new_array(x->arena, uint32_t, x->symbols.len),
	};
	struct unit_file **inside = arena_new_array(x->arena, struct unit_file *, x->files.len);
	size_t count = 0;
	vec_each (struct unit_file, file, &x->files) {
		if (!file->is_outside) {
			inside[count++] = file;
		}
	}
	if (count > 1) {
		qsort(inside, count, sizeof(*inside), file_order);
	}
	struct buf packed;
	buf_init(&packed);
	for (size_t i = 0; i < count; i++) {
		block_make(&packing, inside[i]);
		buf_clear(&packed);
		block_pack(&packing.block, &packed);
		*vec_add(&facts->blocks, x->arena) = str_dup(x->arena, buf_str(&packed));
	}
	buf_finish(&packed);
}
