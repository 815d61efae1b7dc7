/* SPDX-License-Identifier: MIT */
/*
 * A growing array of any type, in an arena.
 *
 *	VEC(struct use) uses = { 0 };
 *	*vec_add(&uses, arena) = (struct use){ … };
 *	vec_each (const struct use, use, &uses) { … }
 *
 * Growing moves the items, so keep indexes, not pointers, while adding.
 */
#ifndef LINTEL_BASE_VEC_H
#define LINTEL_BASE_VEC_H

#include "base/attr.h"

#include <stddef.h>

struct arena;

#define VEC(type) \
	struct { \
		type *p; \
		size_t len; \
		size_t cap; \
	}

/* The analyzer cannot know that items mean memory: for it there is always some. */
#ifdef __clang_analyzer__
#  define VEC_IS_FULL(v) 1
#  define VEC_END(v) ((v)->p + (v)->len)
#else
#  define VEC_IS_FULL(v) ((v)->len >= (v)->cap)
#  define VEC_END(v) ((v)->p ? (v)->p + (v)->len : (v)->p)
#endif

/* Room for one more item at the end; yields its address.  The item is not zeroed. */
#define vec_add(v, arena) \
	(VEC_IS_FULL(v) ? (void)((v)->p = vec_grow((v)->p, (v)->len, &(v)->cap, sizeof(*(v)->p), \
						 (arena))) \
			: (void)0, \
			&(v)->p[(v)->len++])

#define vec_each(type, item, v) \
	for (type *item = (v)->p, *item##_end = VEC_END(v); item != item##_end; item++)

#define vec_sort(v, order) \
	((v)->len > 1 ? qsort((v)->p, (v)->len, sizeof(*(v)->p), (order)) : (void)0)

/* A larger copy of `items`; for vec_add() alone. */
NODISCARD RETURNS_NONNULL void *vec_grow(
		const void *items, size_t len, size_t *cap, size_t size, struct arena *arena);

#endif
