/* SPDX-License-Identifier: MIT */
/*
 * What the names that a file includes could mean: when a file appears that
 * some include could also find, facts that were kept no longer hold, though no
 * file that they came from has changed.
 */
#ifndef LINTEL_ENGINE_INCLUDE_PLACES_H
#define LINTEL_ENGINE_INCLUDE_PLACES_H

#include "base/hash.h"
#include "sources/text/text.h"

struct arena;
struct include_places;

/* Lives in the arena, as long as the tree. */
NODISCARD RETURNS_NONNULL struct include_places *include_places_create(
		struct arena *arena, const struct text_tree *tree);

/* A hash of all places that the includes of a file could mean; computed once. */
struct hash include_places_of_file(struct include_places *places, uint32_t file);

#endif
