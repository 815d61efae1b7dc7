/* SPDX-License-Identifier: MIT */
#include "sources/text/str_table.h"

#include "base/arena.h"
#include "base/hash.h"

#define FREE_SLOT UINT32_MAX

static size_t slot_of(const struct str_table *table, struct str key)
{
	size_t at = hash64(key, (uintptr_t)table->slots) & table->mask;
	while (table->slots[at] != FREE_SLOT && !str_eq(table->keys[table->slots[at]], key)) {
		at = (at + 1) & table->mask;
	}
	return at;
}

struct str_table str_table_create(struct arena *arena, const struct str *keys, size_t count)
{
	size_t size = 8;
	while (size / 2 < count) {
		size *= 2;
	}
	struct str_table table = {
		.keys = keys,
		.slots = arena_new_array(arena, uint32_t, size),
		.mask = size - 1,
	};
	memset(table.slots, 0xff, size * sizeof(*table.slots));
	for (size_t i = 0; i < count; i++) {
		table.slots[slot_of(&table, keys[i])] = (uint32_t)i;
	}
	return table;
}

uint32_t str_table_find(const struct str_table *table, struct str key)
{
	return table->slots[slot_of(table, key)];
}
