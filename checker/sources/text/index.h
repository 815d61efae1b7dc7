/* SPDX-License-Identifier: MIT */
/*
 * Every file of the tree, by path and by name: what an include may mean.
 * Files are numbered in the order of their paths.  Read-only once made.
 */
#ifndef LINTEL_SOURCES_TEXT_INDEX_H
#define LINTEL_SOURCES_TEXT_INDEX_H

#include "sources/text/links.h"
#include "sources/text/str_table.h"
#include "sources/text/walk.h"

struct text_index {
	const struct str *paths;
	size_t count;
	struct str_table by_path;
	struct links links;

	/* The files that share a name: by_name[first_of_name[n]] up to first_of_name[n + 1]. */
	struct str *names;
	size_t name_count;
	struct str_table name_table;
	uint32_t *first_of_name;
	uint32_t *by_name;
};

NODISCARD struct text_index *index_create(
		struct arena *arena, struct str root, const struct walk *walk);

/* The file at `path` (cleaned, relative to the root; links are followed), or NONE. */
uint32_t index_find(const struct text_index *index, struct str path);

/* The files called `name`, ascending; the number of them. */
size_t index_named(const struct text_index *index, struct str name, const uint32_t **files);

#endif
