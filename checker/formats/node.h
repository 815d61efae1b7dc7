/* SPDX-License-Identifier: MIT */
/*
 * What a YAML or JSON file says, as one tree in which every node knows where
 * it stands.  YAML and JSON give the same tree, so nobody after this room knows
 * which it was.
 *
 * Scalars stay text; config/ decides what they mean.  A tree lives in the
 * arena it was read into and never changes.
 */
#ifndef LINTEL_FORMATS_NODE_H
#define LINTEL_FORMATS_NODE_H

#include "base/place.h"
#include "base/vec.h"

struct arena;
struct problems;

enum node_kind {
	NODE_NULL,
	NODE_SCALAR,
	NODE_LIST,
	NODE_MAP,
};

struct node {
	enum node_kind kind;
	/* Written in quotes: "true" and "5" are then text, not a truth value or a number. */
	bool is_quoted;
	struct place place;
	/* NODE_SCALAR: the text. */
	struct str text;
	/* NODE_LIST, NODE_MAP: the items, in the order of the file. */
	struct node *items;
	size_t len;
	/* In a map: the key of this item and where the key stands. */
	struct str key;
	struct place key_place;
};

/* What a reader refuses to exceed; zero means the default in parentheses. */
struct node_limits {
	/* Bytes of the file (4 MiB). */
	size_t max_bytes;
	/* Lists and maps within one another (64). */
	size_t max_depth;
	/* All nodes, aliases expanded (200,000). */
	size_t max_nodes;
	/*
	 * What the names of the options begin with that raise them; with
	 * "--max-config", which NULL means, they are --max-config-size, -depth
	 * and -nodes.  Empty if there are none.
	 */
	const char *option;
};

/*
 * Reads `text`, the contents of `path`, into `*root`; nothing in the tree points
 * into `text`.  Every syntax error, repeated key, unknown tag or exceeded limit
 * goes to `problems` with its place; false if there was any.  An empty YAML file
 * is a NODE_NULL.  `limits` may be NULL.  Texts hold UTF-8 and never a NUL.
 */
NODISCARD bool node_read_yaml(struct node *root, struct arena *arena, struct str path,
		struct str text, const struct node_limits *limits, struct problems *problems);
NODISCARD bool node_read_json(struct node *root, struct arena *arena, struct str path,
		struct str text, const struct node_limits *limits, struct problems *problems);

/* `item` and all in it live until the function returns; false ends the reading. */
typedef bool node_item_fn(const struct node *item, void *ctx);

/*
 * Reads a JSON list and hands over its items one by one, so that a list of any
 * length takes the memory of its largest item; `max_nodes` is for one item.
 * False if anything was wrong, the items before it having been handed over, or
 * if `fn` said so.
 */
NODISCARD bool node_each_json(struct str path, struct str text, const struct node_limits *limits,
		node_item_fn *fn, void *ctx, struct problems *problems);

/* The item with this key, or NULL; NULL also for a node that is no map. */
const struct node *node_find(const struct node *map, struct str key);

/* "a list", "a map", "text", "nothing": what the user wrote, for messages. */
const char *node_kind_name(const struct node *node);

#endif
