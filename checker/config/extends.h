/* SPDX-License-Identifier: MIT */
/*
 * A configuration file and all that it extends, merged into one tree.
 *
 * Depth first, the extending file last: maps merge by key, scalars and lists
 * replace.  The list `rules` merges by id: an entry with a known id and no
 * `kind` adjusts that rule, one with a kind takes its place.  A file that is
 * reached twice counts once, where it is reached first.
 */
#ifndef LINTEL_CONFIG_EXTENDS_H
#define LINTEL_CONFIG_EXTENDS_H

#include "base/vec.h"
#include "config/table.h"

struct root;

/* What stands before the name of a pack in `extends`, and in the places of its nodes. */
#define PACK_PREFIX STR("pack:")

/* The version that this program reads. */
#define CONFIG_VERSION 1

struct extends {
	struct node merged;
	/*
	 * Every file read, what is extended before what extends it.  The place is
	 * the `extends` item that asked for it: of a pack that another pack asked
	 * for, the item in the repository that began it.
	 */
	VEC(struct text) files;
	/* No file is missing, whatever else may be wrong. */
	bool is_whole;
};

/*
 * Reads `path` below the root and what it extends.  Each problem is added with
 * its place; false if there was an error.  `proposed`, if not NULL, stands for
 * the contents of `path`, which is then not read.
 */
NODISCARD bool extends_read(struct extends *extends, struct arena *arena, const struct root *root,
		struct str path, const struct str *proposed, const struct node_limits *limits,
		struct problems *problems);

#endif
