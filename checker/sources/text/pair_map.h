/* SPDX-License-Identifier: MIT */
/*
 * A number for each pair of numbers that was put.
 */
#ifndef LINTEL_SOURCES_TEXT_PAIR_MAP_H
#define LINTEL_SOURCES_TEXT_PAIR_MAP_H

#include "base/attr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct pair_entry {
	uint32_t first;
	uint32_t second;
	uint32_t value;
	bool is_used;
};

/* Needs no more than its arena to begin with. */
struct pair_map {
	struct arena *arena;
	struct pair_entry *entries;
	size_t len;
	/* A power of two, or 0. */
	size_t size;
};

/*
 * Where the value of a pair lies, until the next new pair; `*is_new` says
 * whether it was put only now, and is 0.
 */
RETURNS_NONNULL uint32_t *pair_put(
		struct pair_map *map, uint32_t first, uint32_t second, bool *is_new);

#endif
