/* SPDX-License-Identifier: MIT */
#include "sources/text/pair_map.h"

#include "base/arena.h"
#include "base/hash.h"

static struct pair_entry *entry_of(const struct pair_map *map, uint32_t first, uint32_t second)
{
	const uint32_t pair[] = { first, second };
	struct str key = { (const char *)pair, sizeof(pair) };
	size_t at = hash64(key, (uintptr_t)map) & (map->size - 1);
	while (map->entries[at].is_used
			&& (map->entries[at].first != first || map->entries[at].second != second)) {
		at = (at + 1) & (map->size - 1);
	}
	return &map->entries[at];
}

static void grow(struct pair_map *map)
{
	struct pair_map larger = *map;
	larger.size = map->size ? map->size * 2 : 64;
	larger.entries = arena_new_array(map->arena, struct pair_entry, larger.size);
	struct pair_entry *old = map->entries;
	size_t old_size = map->size;
	*map = larger;
	for (size_t i = 0; i < old_size; i++) {
		if (old[i].is_used) {
			*entry_of(map, old[i].first, old[i].second) = old[i];
		}
	}
}

uint32_t *pair_put(struct pair_map *map, uint32_t first, uint32_t second, bool *is_new)
{
	if (map->len >= map->size / 2) {
		grow(map);
	}
	struct pair_entry *entry = entry_of(map, first, second);
	*is_new = !entry->is_used;
	if (*is_new) {
		map->len++;
		*entry = (struct pair_entry){ first, second, 0, true };
	}
	return &entry->value;
}
