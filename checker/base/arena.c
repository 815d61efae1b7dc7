/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* gcc defines a macro, clang a feature. */
#if defined(__has_feature)
#  if __has_feature(address_sanitizer)
#    define HAS_ASAN 1
#  endif
#endif
#if defined(HAS_ASAN) || defined(__SANITIZE_ADDRESS__)
#  include <sanitizer/asan_interface.h>
#else
#  define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#  define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

#define FIRST_BLOCK ((size_t)16 * 1024)
#define LARGEST_BLOCK ((size_t)4 * 1024 * 1024)
#define ALIGNMENT alignof(max_align_t)

struct block {
	struct block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	/* Newest first; the oldest survives a reset. */
	struct block *blocks;
	size_t next_size;
	size_t held;
};

void die_oom(void)
{
	fputs("lintel: error: out of memory\n", stderr);
	abort();
}

struct arena *arena_create(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));
	if (!arena) {
		die_oom();
	}
	arena->next_size = FIRST_BLOCK;
	return arena;
}

static void blocks_free(struct block *block)
{
	while (block) {
		struct block *next = block->next;
		ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
		free(block);
		block = next;
	}
}

void arena_destroy(struct arena *arena)
{
	if (arena) {
		blocks_free(arena->blocks);
		free(arena);
	}
}

void arena_adopt(struct arena *arena, struct arena *from)
{
	struct block **at = &arena->blocks;
	/* Behind the newest block, which still has room. */
	if (*at) {
		at = &(*at)->next;
	}
	struct block *rest = *at;
	*at = from->blocks;
	while (*at) {
		at = &(*at)->next;
	}
	*at = rest;
	arena->held += from->held;
	free(from);
}

static struct block *block_add(struct arena *arena, size_t size)
{
	/* calloc: fresh pages from the system are zero already. */
	struct block *block = calloc(1, size_add(sizeof(*block), size));
	if (!block) {
		die_oom();
	}
	block->size = size;
	block->next = arena->blocks;
	arena->blocks = block;
	arena->held += sizeof(*block) + size;
	ASAN_POISON_MEMORY_REGION(block->bytes, size);
	return block;
}

#ifdef LINTEL_ARENA_MALLOC

void arena_reset(struct arena *arena)
{
	blocks_free(arena->blocks);
	arena->blocks = NULL;
	arena->held = 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct block *block = block_add(arena, size ? size : 1);
	ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
	return block->bytes;
}

#else

void arena_reset(struct arena *arena)
{
	struct block *first = arena->blocks;
	if (!first) {
		return;
	}
	while (first->next) {
		struct block *newer = first;
		first = first->next;
		newer->next = NULL;
		blocks_free(newer);
	}
	ASAN_UNPOISON_MEMORY_REGION(first->bytes, first->size);
	memset(first->bytes, 0, first->used);
	first->used = 0;
	ASAN_POISON_MEMORY_REGION(first->bytes, first->size);
	arena->blocks = first;
	arena->next_size = FIRST_BLOCK;
	arena->held = sizeof(*first) + first->size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t rounded = size_add(size, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	struct block *block = arena->blocks;

	if (rounded < size) {
		die_oom();
	}
	if (!block || block->size - block->used < rounded) {
		size_t wanted = arena->next_size > rounded ? arena->next_size : rounded;
		block = block_add(arena, wanted);
		if (arena->next_size < LARGEST_BLOCK) {
			arena->next_size *= 2;
		}
	}
	void *at = block->bytes + block->used;
	block->used += rounded;
	ASAN_UNPOISON_MEMORY_REGION(at, size);
	return at;
}

#endif

void *arena_copy(struct arena *arena, const void *from, size_t size)
{
	void *to = arena_alloc(arena, size);
	if (size) {
		memcpy(to, from, size);
	}
	return to;
}

size_t arena_size(const struct arena *arena)
{
	return arena->held;
}
