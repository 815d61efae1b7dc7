/* SPDX-License-Identifier: MIT */
/*
 * The Markdown files of the folders of decision records.
 */
#ifndef LINTEL_SOURCES_DECISIONS_WALK_H
#define LINTEL_SOURCES_DECISIONS_WALK_H

#include "base/file.h"
#include "base/vec.h"

struct arena;
struct err;

/* Folders within one another that are looked into. */
#define WALK_DEPTH_MAX 32

struct found {
	/* Relative to the root. */
	struct str path;
	/* Why it cannot be read; it may be a folder then.  Empty if it can. */
	struct str problem;
	uint64_t size;
	/* Left alone on purpose: a link, whose own place is read. */
	bool is_link;
};

struct walk {
	VEC(struct found) files;
};

/*
 * Adds all below folder `dir`, in no order.  Fails if the folder is not there
 * or there are more than `max_files` files.
 */
NODISCARD bool walk_add(struct walk *walk, struct arena *arena, const struct root *root,
		struct str dir, size_t max_files, struct err *err);

#endif
