/* SPDX-License-Identifier: MIT */
/*
 * Where a compiler would look: folders, one after the other, and what lies
 * there.  Remembers what was found, because most includes are looked for again
 * and again.
 */
#ifndef LINTEL_SOURCES_TEXT_SEARCH_H
#define LINTEL_SOURCES_TEXT_SEARCH_H

#include "sources/text/pair_map.h"
#include "sources/text/spelling.h"

/* Besides the number of a file: what looking for one may answer. */
#define FOUND_NOTHING NONE
/* A file outside of the tree. */
#define FOUND_OUTSIDE (NONE - 1)

/* A link that leads out of the tree, by its number, and the include that met it. */
struct leaving {
	uint32_t link;
	struct place place;
};

struct search {
	struct arena *arena;
	const struct root *root;
	const struct text_index *index;
	struct spellings *spellings;
	const struct search_paths *paths;
	/* By search and spelling: what was found. */
	struct pair_map found;
	/* By absolute path: whether it exists. */
	struct map *outside;
	/* The include that is looked for; set by whoever looks. */
	struct place asking;
	/* In the order in which they were met. */
	VEC(struct leaving) leaving;
	/* For putting paths together. */
	struct buf path;
	struct buf real;
};

void search_init(struct search *search, struct arena *arena, const struct root *root,
		struct spellings *spellings, const struct search_paths *paths);
void search_finish(struct search *search);

/* What lies at `spelling` seen from `folder`. */
uint32_t search_folder(struct search *search, struct str folder, const struct spelling *spelling);

/*
 * What an include of this spelling means in the file `from`, under the
 * search paths numbered `number`.
 */
uint32_t search_include(struct search *search, uint32_t number, uint32_t spelling, struct str from);

/* The same for #include_next: behind the folder that `from` itself is found in. */
uint32_t search_next(struct search *search, uint32_t number, uint32_t spelling, uint32_t from);

#endif
