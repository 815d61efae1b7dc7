/* SPDX-License-Identifier: MIT */
#include "engine/join.h"

#include "base/arena.h"
#include "base/map.h"
#include "engine/files.h"
#include "engine/joining.h"

#include <stdlib.h>

static int skip_order(const void *a, const void *b)
{
	const struct block_skip *x = a;
	const struct block_skip *y = b;
	return (x->first > y->first) - (x->first < y->first);
}

/* A file that is read several times over may have skips that overlap: they become one. */
static void skips_merge(struct block *block)
{
	vec_sort(&block->skips, skip_order);
	size_t kept = 0;
	vec_each (const struct block_skip, skip, &block->skips) {
		struct block_skip *last = kept ? &block->skips.p[kept - 1] : NULL;
		if (!last || skip->first > last->last) {
			block->skips.p[kept++] = *skip;
		} else if (skip->last > last->last) {
			last->last = skip->last;
		}
	}
	block->skips.len = kept;
}

static int include_order(const void *a, const void *b)
{
	const struct block_include *x = a;
	const struct block_include *y = b;
	if (x->line != y->line) {
		return x->line < y->line ? -1 : 1;
	}
	return (x->file > y->file) - (x->file < y->file);
}

/* The store or a worker may hand over what is damaged: such a block says nothing. */
static void blocks_unpack(struct joining *join)
{
	block_pool_sort(join->in->blocks);
	vec_each (const struct pooled_block, pooled, &join->in->blocks->blocks) {
		struct block block = { 0 };
		if (block_unpack(&block, join->scratch, pooled->bytes)) {
			skips_merge(&block);
			vec_sort(&block.includes, include_order);
			*vec_add(&join->blocks, join->scratch) =
					(struct join_block){ .block = block,
						.configurations = pooled->configurations };
		}
	}
}

static void paths_collect(struct joining *join)
{
	VEC(struct str) paths = { 0 };
	struct map *known = map_create(join->scratch);
	vec_each (const struct join_block, from, &join->blocks) {
		bool is_new;
		map_put(known, from->block.path, &is_new);
		if (is_new) {
			*vec_add(&paths, join->scratch) = from->block.path;
		}
		vec_each (const struct block_file, file, &from->block.files) {
			if (!file->is_outside) {
				map_put(known, file->path, &is_new);
			}
			if (!file->is_outside && is_new) {
				*vec_add(&paths, join->scratch) = file->path;
			}
		}
	}
	files_make(join->code, join->in->tree, paths.p, paths.len);
}

static uint32_t outside_number(struct joining *join, const struct block_file *file)
{
	struct arena *scratch = join->scratch;
	bool is_new;
	struct str key = str_fmt(
			scratch, STR_FMT "\n" STR_FMT, STR_ARG(file->path), STR_ARG(file->entry));
	struct map_entry *entry = map_put(join->outside_numbers, key, &is_new);
	if (is_new) {
		entry->num = join->outsides.len;
		*vec_add(&join->outsides, scratch) =
				(struct outside_file){ file->path, file->entry, NONE };
	}
	return (uint32_t)entry->num;
}

static void files_number(struct joining *join)
{
	struct map *numbers = map_create(join->scratch);
	for (size_t i = 0; i < join->code->file_count; i++) {
		map_put(numbers, join->code->files[i].path, NULL)->num = i;
	}
	vec_each (struct join_block, block, &join->blocks) {
		size_t count = block->block.files.len;
		block->file = (uint32_t)map_find(numbers, block->block.path)->num;
		block->files = arena_new_array(join->scratch, uint32_t, count);
		block->outsides = arena_new_array(join->scratch, uint32_t, count);
		for (size_t i = 0; i < count; i++) {
			const struct block_file *file = &block->block.files.p[i];
			block->files[i] = NONE;
			block->outsides[i] = NONE;
			if (file->is_outside) {
				block->outsides[i] = outside_number(join, file);
			} else {
				block->files[i] = (uint32_t)map_find(numbers, file->path)->num;
			}
		}
	}
}

/*
 * A header of the C library is often reached through another, so a header that
 * no external names belongs to the external of the one that the tree entered
 * by; but not one that the tree includes by its own name elsewhere, nor one that
 * it also enters by a header of nobody: size_t is no part of a library whose
 * header came first in one unit.
 */
static void outsides_assign(struct joining *join)
{
	const struct external_map *externals = join->in->externals;
	struct map *entries = map_create(join->scratch);
	struct map *shared = map_create(join->scratch);
	vec_each (const struct outside_file, outside, &join->outsides) {
		map_put(entries, outside->entry, NULL);
		if (external_of_header(externals, outside->entry) == NONE) {
			map_put(shared, outside->path, NULL);
		}
	}
	vec_each (const struct text_file, file, &join->in->tree->files) {
		vec_each (const struct text_include, include, &file->includes) {
			map_put(entries, include->spelled, NULL);
		}
	}
	vec_each (struct outside_file, outside, &join->outsides) {
		outside->external = external_of_header(externals, outside->path);
		if (outside->external == NONE && !map_find(entries, outside->path)
				&& !map_find(shared, outside->path)) {
			outside->external = external_of_header(externals, outside->entry);
		}
	}
}

static int block_order(const void *a, const void *b)
{
	const struct join_block *x = a;
	const struct join_block *y = b;
	return (x->file > y->file) - (x->file < y->file);
}

static void blocks_sort(struct joining *join)
{
	struct code *code = join->code;
	vec_sort(&join->blocks, block_order);
	join->first_block = arena_new_array(join->scratch, uint32_t, code->file_count + 1);
	join->seen = arena_new_array(join->scratch, uint64_t, code->file_count);
	size_t at = 0;
	for (size_t i = 0; i < code->file_count; i++) {
		join->first_block[i] = (uint32_t)at;
		while (at < join->blocks.len && join->blocks.p[at].file == i) {
			join->seen[i] |= join->blocks.p[at].configurations;
			at++;
		}
		code->files[i].flags |= join->seen[i] ? FILE_PARSED : 0;
	}
	join->first_block[code->file_count] = (uint32_t)at;
}

static void units_find(struct code *code)
{
	for (size_t i = 0; i < code->unit_count; i++) {
		struct code_unit *unit = &code->units[i];
		/* What was skipped is no file of the tree, though it may be called like one. */
		unit->file = unit->status == UNIT_SKIPPED ? NONE : code_file_find(code, unit->path);
		if (unit->file != NONE) {
			code->files[unit->file].flags |= FILE_COMPILED;
		}
	}
}

/* What comments of judged files name, in the order of the files. */
static void mentions_join(struct joining *join)
{
	struct code *code = join->code;
	const struct text_tree *tree = join->in->tree;
	size_t count = 0;
	vec_each (const struct text_file, file, &tree->files) {
		count += file->mentions.len;
	}
	code->mentions = arena_new_array(code->arena, struct code_mention, count);
	code->mention_count = 0;
	for (size_t i = 0; i < tree->files.len; i++) {
		if (!(tree->files.p[i].flags & FILE_JUDGED)) {
			continue;
		}
		vec_each (const struct text_name, mention, &tree->files.p[i].mentions) {
			code->mentions[code->mention_count++] = (struct code_mention){
				.file = join->of_tree[i],
				.line = mention->line,
				.column = mention->column,
				.text = mention->name,
			};
		}
	}
}

bool join(struct code *code, const struct join_input *input, struct problems *problems)
{
	struct arena *scratch = arena_create();
	struct joining join = { .code = code, .in = input, .scratch = scratch };
	join.outside_numbers = map_create(scratch);

	blocks_unpack(&join);
	paths_collect(&join);
	bool is_good = module_map_apply(input->modules, code, problems);
	files_number(&join);
	outsides_assign(&join);
	blocks_sort(&join);
	join.of_tree = files_of_tree(scratch, code, input->tree);
	join.to_tree = arena_new_array(scratch, uint32_t, code->file_count);
	memset(join.to_tree, 0xff, code->file_count * sizeof(*join.to_tree));
	for (size_t i = 0; i < input->tree->files.len; i++) {
		join.to_tree[join.of_tree[i]] = (uint32_t)i;
	}
	units_find(code);

	join_symbols(&join);
	join_includes(&join);
	mentions_join(&join);
	owners_prepare(&join);
	implements_find(&join);
	probable_find(&join);
	join_uses(&join);
	arena_destroy(scratch);
	return is_good;
}
