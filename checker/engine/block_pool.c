/* SPDX-License-Identifier: MIT */
#include "engine/block_pool.h"

#include "base/arena.h"
#include "base/map.h"

#include <stdlib.h>

void block_pool_init(struct block_pool *pool, struct arena *arena)
{
	*pool = (struct block_pool){ .arena = arena, .numbers = map_create(arena) };
}

uint64_t configuration_bit(uint32_t configuration)
{
	return UINT64_C(1) << (configuration < 63 ? configuration : 63);
}

static struct str key_of(const struct hash *hash)
{
	return (struct str){ (const char *)hash, sizeof(*hash) };
}

bool block_pool_note(struct block_pool *pool, struct hash hash, uint32_t configuration)
{
	const struct map_entry *entry = map_find(pool->numbers, key_of(&hash));
	if (!entry) {
		return false;
	}
	pool->blocks.p[entry->num].configurations |= configuration_bit(configuration);
	return true;
}

bool block_pool_has(const struct block_pool *pool, struct hash hash)
{
	return map_find(pool->numbers, key_of(&hash)) != NULL;
}

bool block_pool_bytes(const struct block_pool *pool, struct hash hash, struct str *bytes)
{
	const struct map_entry *entry = map_find(pool->numbers, key_of(&hash));
	if (entry) {
		*bytes = pool->blocks.p[entry->num].bytes;
	}
	return entry != NULL;
}

void block_pool_add(
		struct block_pool *pool, struct hash hash, struct str bytes, uint32_t configuration)
{
	if (block_pool_note(pool, hash, configuration)) {
		return;
	}
	map_put(pool->numbers, key_of(&hash), NULL)->num = pool->blocks.len;
	*vec_add(&pool->blocks, pool->arena) = (struct pooled_block){
		.hash = hash,
		.bytes = str_dup(pool->arena, bytes),
		.configurations = configuration_bit(configuration),
	};
}

static int block_order(const void *a, const void *b)
{
	const struct pooled_block *x = a;
	const struct pooled_block *y = b;
	if (x->hash.high != y->hash.high) {
		return x->hash.high < y->hash.high ? -1 : 1;
	}
	return (x->hash.low > y->hash.low) - (x->hash.low < y->hash.low);
}

void block_pool_sort(struct block_pool *pool)
{
	vec_sort(&pool->blocks, block_order);
	for (size_t i = 0; i < pool->blocks.len; i++) {
		map_find(pool->numbers, key_of(&pool->blocks.p[i].hash))->num = i;
	}
}
