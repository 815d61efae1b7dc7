/* SPDX-License-Identifier: MIT */
/*
 * The files below a folder that patterns name.
 *
 * Only folders that a pattern may reach into are entered; `.git` and folders
 * behind links only if a pattern begins with their name.  A link to a file is
 * that file: opening it below the root says whether it may be read.
 */
#ifndef LINTEL_BASE_SEARCH_H
#define LINTEL_BASE_SEARCH_H

#include "base/attr.h"
#include "base/str.h"
#include "base/vec.h"

struct arena;
struct err;
struct root;

struct search {
	/* Relative to the root, sorted, each once. */
	VEC(struct str) paths;
	/* By number of the pattern: some file matches it. */
	bool *has_match;
};

/*
 * All patterns have passed glob_check().  Fails if there are more than
 * `max_entries` files and folders where the patterns look (0 = two million).
 * What cannot be entered matches nothing.
 */
NODISCARD bool search_files(struct search *search, struct arena *arena, const struct root *root,
		const struct str *patterns, size_t count, size_t max_entries, struct err *err);

#endif
