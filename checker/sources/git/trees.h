/* SPDX-License-Identifier: MIT */
/*
 * Which files differ between two commits, by comparing their trees side by
 * side: equal folders are not looked into, and nothing looks for renames.
 */
#ifndef LINTEL_SOURCES_GIT_TREES_H
#define LINTEL_SOURCES_GIT_TREES_H

#include "facts/change.h"
#include "sources/git/opened.h"

struct trees {
	struct arena *arena;
	struct repository *repository;
	/* Of files that differ, and of folders compared. */
	size_t max;
};

/* Fills in `paths` and `outside` of the change. */
bool trees_compare(const struct trees *trees, const git_oid *from, const git_oid *to,
		struct change *change, struct err *err);

#endif
