/* SPDX-License-Identifier: MIT */
/*
 * From a file that declares a kind of records to the kind: what its keys mean
 * together, and whether they do.
 */
#ifndef LINTEL_REGISTERS_KIND_H
#define LINTEL_REGISTERS_KIND_H

#include "facts/register.h"
#include "formats/node.h"

struct problems;

/* Whether a file declares a kind: it is a map with the key `register`. */
bool kind_is_declared(const struct node *root);

/*
 * Understands a declaration; NULL if anything is wrong with it, which is then
 * in `problems`.  The kind's texts are those of the nodes, which live as long
 * as it does.
 */
NODISCARD struct register_kind *kind_read(struct arena *arena, const struct node *root,
		bool is_shipped, struct problems *problems);

/* Whether the kinds that fields may name are there: asked when all kinds are. */
NODISCARD bool kinds_check(const struct registers *registers, struct problems *problems);

/* A value as one would write it in YAML, in one line; lists and maps in brackets. */
void kind_example_write(const struct node *node, struct buf *out);

#endif
