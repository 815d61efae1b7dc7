/* SPDX-License-Identifier: MIT */
#include "base/vec.h"

#include "base/arena.h"

#include <string.h>

void *vec_grow(const void *items, size_t len, size_t *cap, size_t size, struct arena *arena)
{
	size_t wanted = *cap ? size_mul(*cap, 2) : 8;
	void *larger = arena_alloc(arena, size_mul(wanted, size));
	if (len) {
		memcpy(larger, items, len * size);
	}
	*cap = wanted;
	return larger;
}
