/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include "base/arena.h"
#include "base/hash.h"

#define FREE_SLOT UINT32_MAX

struct map *map_create(struct arena *arena)
{
	struct map *map = arena_new(arena, struct map);
	map->arena = arena;
	return map;
}

/* The slot that holds `key`, or the free one where it would go. */
static size_t slot_of(const struct map *map, struct str key)
{
	size_t mask = map->slot_count - 1;
	/* Where it lies in memory: keys made to collide do so in one run only. */
	size_t at = hash64(key, (uintptr_t)map) & mask;
	while (map->slots[at] != FREE_SLOT && !str_eq(map->entries[map->slots[at]].key, key)) {
		at = (at + 1) & mask;
	}
	return at;
}

static void map_grow(struct map *map)
{
	size_t cap = map->entry_cap ? map->entry_cap * 2 : 8;
	struct map_entry *entries = arena_new_array(map->arena, struct map_entry, cap);
	if (map->entries) {
		memcpy(entries, map->entries, map->len * sizeof(*entries));
	}
	map->entries = entries;
	map->entry_cap = cap;

	map->slot_count = cap * 2;
	map->slots = arena_new_array(map->arena, uint32_t, map->slot_count);
	memset(map->slots, 0xff, map->slot_count * sizeof(*map->slots));
	for (size_t i = 0; i < map->len; i++) {
		map->slots[slot_of(map, entries[i].key)] = (uint32_t)i;
	}
}

struct map_entry *map_put(struct map *map, struct str key, bool *is_new)
{
	size_t slot = map->slots ? slot_of(map, key) : 0;
	uint32_t at = map->slots ? map->slots[slot] : FREE_SLOT;
	if (is_new) {
		*is_new = at == FREE_SLOT;
	}
	if (at != FREE_SLOT) {
		return &map->entries[at];
	}
	if (!map->slots || map->len == map->entry_cap) {
		map_grow(map);
		slot = slot_of(map, key);
	}
	struct map_entry *entry = &map->entries[map->len];
	*entry = (struct map_entry){ .key = str_dup(map->arena, key) };
	map->slots[slot] = (uint32_t)map->len++;
	return entry;
}

struct map_entry *map_find(const struct map *map, struct str key)
{
	if (!map->slots) {
		return NULL;
	}
	uint32_t at = map->slots[slot_of(map, key)];
	return at == FREE_SLOT ? NULL : &map->entries[at];
}

void *map_ptr(const struct map *map, struct str key)
{
	struct map_entry *entry = map_find(map, key);
	return entry ? entry->ptr : NULL;
}
