/* SPDX-License-Identifier: MIT */
/*
 * The change between two revisions: its commits with their trailers, and the
 * files that differ.
 */
#ifndef LINTEL_SOURCES_GIT_RANGE_H
#define LINTEL_SOURCES_GIT_RANGE_H

#include "facts/change.h"
#include "sources/git/repository.h"

/* More than these are an error that names the limit. */
struct range_limits {
	size_t max_commits;
	/* Of files that differ, and of folders compared. */
	size_t max_paths;
};

/* 100,000 commits and 1,000,000 paths. */
extern const struct range_limits range_limits_default;

/*
 * Reads "A..B", or "A", which is "A..HEAD".  The commits are those that B has
 * and A has not; the files are compared with the commit that both come from,
 * so that what A alone went through is no part of the change.
 */
NODISCARD bool range_read(struct change *change, struct arena *arena, struct repository *repository,
		struct str range, const struct range_limits *limits, struct err *err);

#endif
