/* SPDX-License-Identifier: MIT */
/*
 * The blocks of all units, each distinct one once.
 *
 * Hundreds of units say the same of a header, so a block is known by the hash
 * of its bytes and only remembers which configurations said it.  Blocks may
 * come in any order; what is made of them does not depend on it.  A pool
 * belongs to one thread at a time.
 */
#ifndef LINTEL_ENGINE_BLOCK_POOL_H
#define LINTEL_ENGINE_BLOCK_POOL_H

#include "base/hash.h"
#include "base/vec.h"

struct arena;
struct map;

struct pooled_block {
	struct hash hash;
	/* Packed, as block_unpack() takes it. */
	struct str bytes;
	/* A bit for each configuration that has it. */
	uint64_t configurations;
};

struct block_pool {
	struct arena *arena;
	/* From hashes to numbers in `blocks`. */
	struct map *numbers;
	VEC(struct pooled_block) blocks;
};

void block_pool_init(struct block_pool *pool, struct arena *arena);

/* Notes that a configuration has this block; false if the pool does not know its bytes. */
bool block_pool_note(struct block_pool *pool, struct hash hash, uint32_t configuration);

bool block_pool_has(const struct block_pool *pool, struct hash hash);

/* The bytes of a block; false if the pool has it not. */
bool block_pool_bytes(const struct block_pool *pool, struct hash hash, struct str *bytes);

/* As block_pool_note(), with the bytes, which are copied if they are new. */
void block_pool_add(struct block_pool *pool, struct hash hash, struct str bytes,
		uint32_t configuration);

/* Puts the blocks into the order of their hashes, however they came. */
void block_pool_sort(struct block_pool *pool);

/* The bit of a configuration; those past the 64th share the last. */
uint64_t configuration_bit(uint32_t configuration);

#endif
