/* SPDX-License-Identifier: MIT */
/*
 * Symbolic links of the tree, followed by their texts alone: what a path
 * through them means, without asking the file system again.
 */
#ifndef LINTEL_SOURCES_TEXT_LINKS_H
#define LINTEL_SOURCES_TEXT_LINKS_H

#include "base/buf.h"
#include "sources/text/str_table.h"
#include "sources/text/walk.h"

struct links {
	/* Of the root: what absolute targets must lie below. */
	struct str root;
	struct str *paths;
	struct str *targets;
	size_t count;
	struct str_table table;
};

enum link_end {
	/* It may exist. */
	LINK_INSIDE,
	/* It leaves the tree. */
	LINK_OUTSIDE,
	/* It goes round in circles. */
	LINK_NOWHERE,
};

struct links links_create(
		struct arena *arena, struct str root, const struct walk_link *links, size_t count);

/*
 * Writes the path without links that `path`, relative to the root, means into
 * `out`; "." is the root.  `through` (may be NULL) gets the number of the last
 * link on the way, or stays as it is.
 */
enum link_end links_follow(
		const struct links *links, struct str path, struct buf *out, uint32_t *through);

#endif
