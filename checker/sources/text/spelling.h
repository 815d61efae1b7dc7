/* SPDX-License-Identifier: MIT */
/*
 * What includes are spelled like, each way of writing once: a tree has many
 * includes and few spellings, so what is found out about one is kept with it.
 */
#ifndef LINTEL_SOURCES_TEXT_SPELLING_H
#define LINTEL_SOURCES_TEXT_SPELLING_H

#include "base/map.h"
#include "sources/text/index.h"

struct spelling {
	struct str text;
	/* INCLUDE_COMPUTED: a macro that is not known to name a header. */
	enum include_form form;
	/* A file or a link of the tree has this name; else no look-up can succeed. */
	bool may_exist;
	/* It has parts like "..", or begins with '/'. */
	bool is_winding;
	/* Set by nearby.c: the first hit below the roots, and the files whose paths end so. */
	bool is_sought;
	/* The files that end so are candidates of some include. */
	bool is_listed;
	uint32_t in_roots;
	uint32_t *ending;
	size_t ending_count;
};

struct spellings {
	struct arena *arena;
	const struct text_index *index;
	/* Names of links, which are names of files too. */
	struct map *link_names;
	/* The form's character and the text, to a number in `all`. */
	struct map *numbers;
	VEC(struct spelling) all;
	/* Macros that includes name, to their number in `headers` plus one; 0 = unknown. */
	struct map *macros;
	VEC(struct text_header_name) headers;
};

void spellings_init(
		struct spellings *spellings, struct arena *arena, const struct text_index *index);

/*
 * Finds out what macros stand for that some include names: those that are
 * defined exactly once in the tree, as a header's name.
 */
void spellings_macros(struct spellings *spellings, const struct text_tree *tree);

/* The number of what an include spells. */
uint32_t spelling_of(struct spellings *spellings, const struct text_include *include);

#endif
