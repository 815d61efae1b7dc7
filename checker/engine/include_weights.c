/* SPDX-License-Identifier: MIT */
#include "engine/include_weights.h"

#include "base/map.h"

/* A header of the system brings others; most are read once in a unit. */
#define OUTSIDE_BYTES 20000

struct include_weights {
	struct arena *arena;
	const struct text_tree *tree;
	const struct compile_db *db;
	/* By file, and by number of an outside header: the last unit that it was counted for. */
	uint32_t *counted_for;
	struct map *outside;
	VEC(uint32_t) outside_counted_for;
	uint32_t unit;
	/* Files whose includes are to be looked at. */
	VEC(uint32_t) open;
};

struct include_weights *include_weights_create(
		struct arena *arena, const struct text_tree *tree, const struct compile_db *db)
{
	struct include_weights *weights = arena_new(arena, struct include_weights);
	*weights = (struct include_weights){
		.arena = arena,
		.tree = tree,
		.db = db,
		.counted_for = arena_new_array(arena, uint32_t, tree->files.len),
		.outside = map_create(arena),
	};
	return weights;
}

static uint64_t outside_weight(struct include_weights *weights, struct str spelled)
{
	bool is_new;
	struct map_entry *entry = map_put(weights->outside, spelled, &is_new);
	if (is_new) {
		entry->num = weights->outside_counted_for.len;
		*vec_add(&weights->outside_counted_for, weights->arena) = 0;
	}
	uint32_t *counted_for = &weights->outside_counted_for.p[entry->num];
	if (*counted_for == weights->unit) {
		return 0;
	}
	*counted_for = weights->unit;
	return OUTSIDE_BYTES;
}

/* The weight of one include line by itself; its file's includes become open. */
static uint64_t line_weight(struct include_weights *weights, const struct text_include *include)
{
	if (include->branch == BRANCH_NEVER) {
		return 0;
	}
	if (include->target == NONE) {
		return outside_weight(weights, include->spelled);
	}
	if (weights->counted_for[include->target] == weights->unit) {
		return 0;
	}
	weights->counted_for[include->target] = weights->unit;
	*vec_add(&weights->open, weights->arena) = include->target;
	return weights->tree->files.p[include->target].stamp.size;
}

static uint64_t weight(struct include_weights *weights, const struct text_include *include)
{
	weights->open.len = 0;
	uint64_t sum = line_weight(weights, include);
	for (size_t i = 0; i < weights->open.len; i++) {
		const struct text_file *file = &weights->tree->files.p[weights->open.p[i]];
		vec_each (const struct text_include, below, &file->includes) {
			sum += line_weight(weights, below);
		}
	}
	return sum;
}

void include_weights_of(
		uint32_t entry, const uint32_t *lines, size_t count, uint64_t *bytes, void *ctx)
{
	struct include_weights *weights = ctx;
	uint32_t number = text_file_find(weights->tree, weights->db->entries.p[entry].path);
	size_t at = 0;
	weights->unit++;
	for (size_t i = 0; i < count; i++) {
		bytes[i] = 0;
		if (number == NONE || lines[i] == 0) {
			continue;
		}
		const struct text_file *file = &weights->tree->files.p[number];
		while (at < file->includes.len && file->includes.p[at].line < lines[i]) {
			at++;
		}
		if (at < file->includes.len && file->includes.p[at].line == lines[i]) {
			bytes[i] = weight(weights, &file->includes.p[at]);
		}
	}
}
