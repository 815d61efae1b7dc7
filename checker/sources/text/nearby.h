/* SPDX-License-Identifier: MIT */
/*
 * What an include means when nobody says where to look: in the roots of the
 * sources, or the one file of the tree whose path ends like it.
 */
#ifndef LINTEL_SOURCES_TEXT_NEARBY_H
#define LINTEL_SOURCES_TEXT_NEARBY_H

#include "sources/text/search.h"

struct nearby {
	struct search *search;
	/* Where candidates live: longer than the search. */
	struct arena *kept;
	/* Each root and its `include`, then the same for the whole tree. */
	VEC(struct str) roots;
};

void nearby_init(struct nearby *nearby, struct arena *kept, struct search *search,
		const struct config_sources *sources);

struct nearby_answer {
	enum include_resolution resolution;
	/* The number of the file, or NONE. */
	uint32_t target;
	/*
	 * RESOLVED_AMBIGUOUS: the files that would do, ascending; a part of
	 * what lies at spelling.ending, which all such answers share.
	 */
	uint32_t *candidates;
	size_t candidate_count;
};

/* What `spelling` means in file `from`. */
struct nearby_answer nearby_find(
		struct nearby *nearby, uint32_t spelling, uint32_t from, bool is_next);

#endif
