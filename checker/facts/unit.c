/* SPDX-License-Identifier: MIT */
#include "facts/unit.h"

#include "base/arena.h"

/*
 * Numbers that may be NONE are written plus one, so that NONE takes one byte.
 * Lines within a list are written as they are: lists are not always sorted.
 */

static void pack_index(struct buf *out, uint32_t index)
{
	pack_num(out, index == NONE ? 0 : (uint64_t)index + 1);
}

/* A number below `count`, or NONE. */
static uint32_t unpack_index(struct unpack *in, size_t count)
{
	uint64_t number = unpack_max(in, count);
	return number == 0 ? NONE : (uint32_t)(number - 1);
}

static uint32_t unpack_u32(struct unpack *in)
{
	return (uint32_t)unpack_max(in, UINT32_MAX - 1);
}

/* A number that must be below `count`. */
static uint32_t unpack_below(struct unpack *in, size_t count)
{
	if (count == 0) {
		in->is_bad = true;
		return 0;
	}
	return (uint32_t)unpack_max(in, count - 1);
}

static void symbol_pack(const struct block_symbol *symbol, struct buf *out)
{
	pack_num(out, symbol->kind);
	pack_str(out, symbol->name);
	pack_num(out, (symbol->is_external ? 1U : 0U) | (symbol->is_mutable ? 2U : 0U)
					| (symbol->is_complete ? 4U : 0U));
	pack_index(out, symbol->file);
	pack_num(out, symbol->line);
	pack_num(out, symbol->column);
}

static struct block_symbol symbol_unpack(struct unpack *in, size_t file_count)
{
	struct block_symbol symbol = { 0 };
	symbol.kind = (enum symbol_kind)unpack_max(in, SYMBOL_KINDS - 1);
	symbol.name = unpack_str(in);
	uint64_t bits = unpack_max(in, 7);
	symbol.is_external = bits & 1;
	symbol.is_mutable = bits & 2;
	symbol.is_complete = bits & 4;
	symbol.file = unpack_index(in, file_count);
	symbol.line = unpack_u32(in);
	symbol.column = unpack_u32(in);
	return symbol;
}

static void lists_pack(const struct block *block, struct buf *out)
{
	pack_num(out, block->sites.len);
	vec_each (const struct block_site, site, &block->sites) {
		pack_num(out, site->symbol);
		pack_num(out, site->line);
		pack_num(out, site->column);
		pack_num(out, (uint64_t)site->strength << 1 | (site->is_local ? 1U : 0U));
	}
	pack_num(out, block->uses.len);
	vec_each (const struct block_use, use, &block->uses) {
		pack_num(out, use->kind);
		pack_num(out, use->flags);
		pack_num(out, use->line);
		pack_num(out, use->column);
		pack_num(out, use->width);
		pack_num(out, use->symbol);
		pack_index(out, use->carrier);
	}
	pack_num(out, block->skips.len);
	vec_each (const struct block_skip, skip, &block->skips) {
		pack_num(out, skip->first);
		pack_num(out, skip->last);
	}
	pack_num(out, block->includes.len);
	vec_each (const struct block_include, include, &block->includes) {
		pack_num(out, include->line);
		pack_num(out, include->file);
	}
}

void block_pack(const struct block *block, struct buf *out)
{
	pack_num(out, UNIT_FORMAT);
	pack_str(out, block->path);
	pack_num(out, block->files.len);
	vec_each (const struct block_file, file, &block->files) {
		pack_num(out, file->is_outside ? 1 : 0);
		pack_str(out, file->path);
		if (file->is_outside) {
			pack_str(out, file->entry);
		}
	}
	pack_num(out, block->symbols.len);
	vec_each (const struct block_symbol, symbol, &block->symbols) {
		symbol_pack(symbol, out);
	}
	lists_pack(block, out);
}

static void sites_unpack(struct block *block, struct arena *arena, struct unpack *in)
{
	size_t count = unpack_count(in, 4);
	for (size_t i = 0; i < count; i++) {
		struct block_site *site = vec_add(&block->sites, arena);
		*site = (struct block_site){ .symbol = unpack_below(in, block->symbols.len) };
		site->line = unpack_u32(in);
		site->column = unpack_u32(in);
		uint64_t bits = unpack_max(in, (uint64_t)STRENGTH_STRONG << 1 | 1);
		site->strength = (enum strength)(bits >> 1);
		site->is_local = bits & 1;
	}
}

static void uses_unpack(struct block *block, struct arena *arena, struct unpack *in)
{
	size_t count = unpack_count(in, 7);
	for (size_t i = 0; i < count; i++) {
		struct block_use *use = vec_add(&block->uses, arena);
		*use = (struct block_use){ .kind = (enum use_kind)unpack_max(in, USE_KINDS - 1) };
		use->flags = unpack_u32(in);
		use->line = unpack_u32(in);
		use->column = unpack_u32(in);
		use->width = unpack_u32(in);
		use->symbol = unpack_below(in, block->symbols.len);
		use->carrier = unpack_index(in, block->symbols.len);
	}
}

static void branches_unpack(struct block *block, struct arena *arena, struct unpack *in)
{
	size_t count = unpack_count(in, 2);
	for (size_t i = 0; i < count; i++) {
		struct block_skip *skip = vec_add(&block->skips, arena);
		skip->first = unpack_u32(in);
		skip->last = unpack_u32(in);
	}
	count = unpack_count(in, 2);
	for (size_t i = 0; i < count; i++) {
		struct block_include *include = vec_add(&block->includes, arena);
		include->line = unpack_u32(in);
		include->file = unpack_below(in, block->files.len);
	}
}

bool block_unpack(struct block *block, struct arena *arena, struct str bytes)
{
	struct unpack in = { .rest = bytes };
	*block = (struct block){ 0 };
	if (unpack_num(&in) != UNIT_FORMAT) {
		return false;
	}
	block->path = unpack_str(&in);
	size_t count = unpack_count(&in, 2);
	for (size_t i = 0; i < count; i++) {
		struct block_file *file = vec_add(&block->files, arena);
		*file = (struct block_file){ .is_outside = unpack_max(&in, 1) == 1 };
		file->path = unpack_str(&in);
		if (file->is_outside) {
			file->entry = unpack_str(&in);
		}
	}
	count = unpack_count(&in, 6);
	for (size_t i = 0; i < count; i++) {
		*vec_add(&block->symbols, arena) = symbol_unpack(&in, block->files.len);
	}
	sites_unpack(block, arena, &in);
	uses_unpack(block, arena, &in);
	branches_unpack(block, arena, &in);
	return unpack_end(&in);
}

void unit_pack(const struct unit_facts *unit, struct buf *out)
{
	pack_num(out, UNIT_FORMAT);
	pack_num(out, unit->status);
	pack_str(out, unit->problem);
	pack_str(out, unit->problem_place.path);
	pack_num(out, unit->problem_place.line);
	pack_num(out, unit->problem_place.column);
	pack_num(out, unit->inputs.len);
	vec_each (const struct unit_input, input, &unit->inputs) {
		pack_num(out, input->is_outside ? 1 : 0);
		pack_str(out, input->path);
	}
	pack_num(out, unit->blocks.len);
	vec_each (const struct str, block, &unit->blocks) {
		pack_str(out, *block);
	}
}

bool unit_unpack(struct unit_facts *unit, struct arena *arena, struct str bytes)
{
	struct unpack in = { .rest = bytes };
	*unit = (struct unit_facts){ 0 };
	if (unpack_num(&in) != UNIT_FORMAT) {
		return false;
	}
	unit->status = (enum unit_status)unpack_max(&in, UNIT_SKIPPED);
	unit->problem = unpack_str(&in);
	unit->problem_place.path = unpack_str(&in);
	unit->problem_place.line = unpack_u32(&in);
	unit->problem_place.column = unpack_u32(&in);
	size_t count = unpack_count(&in, 2);
	for (size_t i = 0; i < count; i++) {
		struct unit_input *input = vec_add(&unit->inputs, arena);
		input->is_outside = unpack_max(&in, 1) == 1;
		input->path = unpack_str(&in);
	}
	count = unpack_count(&in, 1);
	for (size_t i = 0; i < count; i++) {
		*vec_add(&unit->blocks, arena) = unpack_str(&in);
	}
	return unpack_end(&in);
}
