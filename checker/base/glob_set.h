/* SPDX-License-Identifier: MIT */
/*
 * Many patterns asked at once: which of them match this text.
 *
 * A set is built once, then frozen; any number of threads may ask a frozen one.
 * A question costs the logarithm of the set and a match for each pattern whose
 * literal beginning fits, not a match for each pattern.
 */
#ifndef LINTEL_BASE_GLOB_SET_H
#define LINTEL_BASE_GLOB_SET_H

#include "base/attr.h"
#include "base/str.h"

struct arena;
struct glob_set;

/* An empty set that lives as long as `arena`. */
NODISCARD RETURNS_NONNULL struct glob_set *glob_set_create(struct arena *arena);

/* Adds a pattern that passed glob_check() and lives long enough; answers its number, from 0 up. */
uint32_t glob_set_add(struct glob_set *set, struct str pattern);

/* Call once after the last glob_set_add(), before anything is asked. */
void glob_set_freeze(struct glob_set *set);

struct glob_hit {
	/* Its number in the set. */
	uint32_t pattern;
	/* What its {name} bound, or empty. */
	struct str bound;
	/* How long its literal beginning is; that of a bare folder counts the slash. */
	size_t literal;
};

/* A question under way; its fields are the set's own. */
struct glob_walk {
	const struct glob_set *set;
	struct str text;
	size_t literal;
	size_t next;
};

/* Begins to ask which patterns match `text`. */
struct glob_walk glob_set_walk(const struct glob_set *set, struct str text);

/* The next one, those with the longer literal beginning first; false when there is none. */
bool glob_walk_next(struct glob_walk *walk, struct glob_hit *hit);

#endif
