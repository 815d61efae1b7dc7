/* SPDX-License-Identifier: MIT */
/*
 * Texts kept once.  The entries of a compile database are much alike: hundreds
 * of thousands of flags are a few hundred different ones.
 */
#ifndef LINTEL_SOURCES_C_KEPT_H
#define LINTEL_SOURCES_C_KEPT_H

#include "base/str.h"

struct arena;
struct map;

struct kept {
	struct arena *arena;
	struct map *texts;
	/* From the bytes of a list of kept texts to the list. */
	struct map *lists;
	/* From a folder to where it really is. */
	struct map *folders;
};

/* What is kept lives in `arena`; what helps to find it, in `scratch`. */
void kept_init(struct kept *kept, struct arena *arena, struct arena *scratch);

/* The one copy of `text`. */
struct str kept_text(const struct kept *kept, struct str text);

/* The one list with these texts; not to be written to, for others have it too. */
struct str *kept_list(const struct kept *kept, const struct str *texts, size_t count);

/* Where the folder really is, links followed; `path` itself where nothing is. */
struct str kept_folder(const struct kept *kept, struct str path);

#endif
