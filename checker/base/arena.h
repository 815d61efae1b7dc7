/* SPDX-License-Identifier: MIT */
/*
 * A bump allocator: many small objects with one lifetime.
 *
 * An arena belongs to one thread at a time.  What it hands out is zeroed,
 * aligned for any type, and lives until arena_reset() or arena_destroy().
 * Running out of memory ends the program (die_oom), so no caller checks.
 * Built with -Darena=malloc, every allocation is its own malloc(), so that
 * memory checkers see overflows and uses after a reset.
 */
#ifndef LINTEL_BASE_ARENA_H
#define LINTEL_BASE_ARENA_H

#include "base/attr.h"

#include <stddef.h>

struct arena;

NODISCARD struct arena *arena_create(void);

/* Frees everything in it; NULL is fine. */
void arena_destroy(struct arena *arena);

/*
 * Moves all that `from` holds into `arena`, where it stays at its place, and
 * destroys `from`: what the workers made for each other ends up in one arena.
 */
void arena_adopt(struct arena *arena, struct arena *from);

/* Frees what was allocated and keeps the first block for reuse. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes; never NULL, even for 0. */
NODISCARD RETURNS_NONNULL void *arena_alloc(struct arena *arena, size_t size);

/* A copy of `size` bytes at `from`. */
NODISCARD RETURNS_NONNULL void *arena_copy(struct arena *arena, const void *from, size_t size);

/* How many bytes the arena holds from the system. */
size_t arena_size(const struct arena *arena);

/* Says so and aborts. */
_Noreturn COLD void die_oom(void);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_new_array(arena, type, count) \
	((type *)arena_alloc((arena), size_mul((count), sizeof(type))))

#endif
