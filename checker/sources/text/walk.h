/* SPDX-License-Identifier: MIT */
/*
 * What lies below the root: all regular files, folders and links, by path.
 *
 * Folders are read level by level, each level in parallel, so that neither a
 * deep tree nor a wide one needs recursion.  Links are not followed, so no loop
 * can arise.  `.git`, `.hg` and `.svn` folders are left out, and so is whatever
 * is no file, folder or link.
 */
#ifndef LINTEL_SOURCES_TEXT_WALK_H
#define LINTEL_SOURCES_TEXT_WALK_H

#include "sources/text/text.h"

struct walk_link {
	struct str path;
	/* As the link holds it: may be absolute, lead out, or lead nowhere. */
	struct str target;
};

struct walk {
	/* Sorted by path. */
	VEC(struct str) files;
	/* Each before those inside it; the root itself is not among them. */
	VEC(struct str) folders;
	/* Sorted by path. */
	VEC(struct walk_link) links;
	VEC(struct text_trouble) troubles;
};

/*
 * Reads all folders below the root.  Fails if the root itself cannot be read,
 * or holds more than `limits->max_files` files.
 */
NODISCARD bool walk_run(struct walk *walk, struct arena *arena, const struct root *root,
		const struct text_limits *limits, unsigned jobs, struct err *err);

#endif
