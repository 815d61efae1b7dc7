/* SPDX-License-Identifier: MIT */
/*
 * How much an include makes the compiler read, as far as the text tier knows:
 * the sizes of the tree's headers, and a guess for those outside.
 */
#ifndef LINTEL_ENGINE_INCLUDE_WEIGHTS_H
#define LINTEL_ENGINE_INCLUDE_WEIGHTS_H

#include "base/arena.h"
#include "sources/c/compile_db.h"
#include "sources/text/text.h"

struct include_weights;

NODISCARD struct include_weights *include_weights_create(
		struct arena *arena, const struct text_tree *tree, const struct compile_db *db);

/* Of the type c_weigh_fn, with the weights as `ctx`. */
void include_weights_of(
		uint32_t entry, const uint32_t *lines, size_t count, uint64_t *bytes, void *ctx);

#endif
