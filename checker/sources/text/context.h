/* SPDX-License-Identifier: MIT */
/*
 * The search paths of the units in an order of their own: sorted by what they
 * hold, so that neither the order of the compile database nor that of its
 * reader shows in a result.
 */
#ifndef LINTEL_SOURCES_TEXT_CONTEXT_H
#define LINTEL_SOURCES_TEXT_CONTEXT_H

#include "base/map.h"
#include "sources/text/index.h"

/* A file is looked at in so many contexts; in a sane tree it has one or two. */
#define CONTEXTS_MAX 64

/* A file, and search paths that it is compiled with. */
struct visit {
	uint32_t file;
	uint32_t context;
};

/* What the units of one folder are compiled with: ascending, each once. */
struct folder_contexts {
	uint32_t numbers[CONTEXTS_MAX];
	size_t count;
};

struct contexts {
	/*
	 * Cleaned.  One more than `count`: the last joins the folders of all,
	 * for files that no unit reaches.
	 */
	struct search_paths *paths;
	size_t count;
	/* The units that are files of the tree, by file, then context. */
	VEC(struct visit) units;
	/* Folder to folder_contexts. */
	struct map *folders;
};

struct contexts contexts_create(struct arena *arena, const struct text_index *index,
		const struct search_paths *searches, size_t search_count,
		const struct search_unit *units, size_t unit_count);

/* What the units in the folder of `path` are compiled with, or NULL if there are none. */
const struct folder_contexts *contexts_near(const struct contexts *contexts, struct str path);

#endif
