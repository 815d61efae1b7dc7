/* SPDX-License-Identifier: MIT */
/*
 * All files of a commit below the root, as entries of an overlay.
 *
 * A tree that git itself would not check out is refused: names that leave the
 * folder or hide in `.git`, one name for two things, too many or too deep.
 */
#ifndef LINTEL_SOURCES_GIT_TREE_FILES_H
#define LINTEL_SOURCES_GIT_TREE_FILES_H

#include "sources/git/opened.h"
#include "sources/git/revision.h"

/* Adds the entries, and sorts them.  A root that the commit has not yet is empty. */
bool tree_files_read(struct overlay *overlay, struct arena *arena, struct repository *repository,
		const git_oid *commit, const struct revision_limits *limits, struct err *err);

#endif
