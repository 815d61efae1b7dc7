/* SPDX-License-Identifier: MIT */
/*
 * How the readers of this room build a tree of nodes: they say what begins and
 * ends, and the limits, repeated keys and the order of things are looked after
 * here.  No recursion: open lists and maps stand on a stack of their own.
 */
#ifndef LINTEL_FORMATS_TREE_H
#define LINTEL_FORMATS_TREE_H

#include "base/problem.h"
#include "formats/node.h"

/* A finished node, and what it counts where it stands again as an alias. */
struct tree_part {
	struct node node;
	/* Nodes in it, itself included. */
	size_t count;
	/* Lists and maps within one another, itself included; 0 for a scalar. */
	size_t height;
};

/* A list or map that is still open. */
struct tree_level {
	struct tree_part part;
	/* Where its items begin in `pending`. */
	size_t first;
	/* A map: the key whose value comes next. */
	bool has_key;
	struct str key;
	struct place key_place;
};

struct tree {
	/* Of what the nodes hold. */
	struct arena *arena;
	/* Of what is needed while reading. */
	struct arena *scratch;
	struct str path;
	struct node_limits limits;
	struct problems *problems;
	/* Items of all open levels, the innermost last. */
	VEC(struct node) pending;
	VEC(struct tree_level) levels;
	/* What was finished last; the root in the end. */
	struct tree_part last;
	size_t count;
	bool has_root;
	/* Something is wrong, though reading went on. */
	bool is_bad;
	/* Gets the items of the list at the top instead of the list; may be NULL. */
	node_item_fn *each;
	void *each_ctx;
};

/* `limits` may be NULL. */
void tree_init(struct tree *tree, struct arena *arena, struct str path,
		const struct node_limits *limits, struct problems *problems);
void tree_finish(struct tree *tree);

/* Whether the text is small enough to be read at all. */
NODISCARD bool tree_begin(struct tree *tree, struct str text);

/* The innermost level is a map that waits for a key. */
bool tree_wants_key(const struct tree *tree);
/* `key` must live as long as the tree. */
void tree_key(struct tree *tree, struct str key, struct place place);

/* Each is false when a limit is reached, which ends the reading. */
NODISCARD bool tree_scalar(struct tree *tree, struct node node);
NODISCARD bool tree_open(struct tree *tree, enum node_kind kind, struct place place);
NODISCARD bool tree_close(struct tree *tree);
/* Puts a finished part here once more. */
NODISCARD bool tree_again(struct tree *tree, struct tree_part part, struct place place);

#endif
