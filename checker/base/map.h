/* SPDX-License-Identifier: MIT */
/*
 * Text (or any bytes) to a value, remembered in the order of insertion, so
 * that what is printed from a map never depends on hashes.
 *
 * A map and its copied keys live in the arena it was created with.  Reading is
 * safe from any thread once nobody adds.
 */
#ifndef LINTEL_BASE_MAP_H
#define LINTEL_BASE_MAP_H

#include "base/attr.h"
#include "base/str.h"

struct arena;

struct map_entry {
	struct str key;

	union {
		void *ptr;
		size_t num;
	};
};

struct map {
	struct arena *arena;
	/* All entries, oldest first. */
	struct map_entry *entries;
	size_t len;
	/* Opaque: the table of entry numbers. */
	uint32_t *slots;
	size_t slot_count;
	size_t entry_cap;
};

NODISCARD struct map *map_create(struct arena *arena);

/*
 * The entry of `key`, added with a zero value if it is new (then `*is_new` is
 * true; `is_new` may be NULL).  The key is copied.  The address holds until
 * the next new key.
 */
struct map_entry *map_put(struct map *map, struct str key, bool *is_new);

/* The entry of `key`, or NULL. */
struct map_entry *map_find(const struct map *map, struct str key);

/* The value of `key`, or NULL. */
void *map_ptr(const struct map *map, struct str key);

#endif
