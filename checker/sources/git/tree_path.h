/* SPDX-License-Identifier: MIT */
/*
 * What a commit has at a path; for the files of this room alone.
 */
#ifndef LINTEL_SOURCES_GIT_TREE_PATH_H
#define LINTEL_SOURCES_GIT_TREE_PATH_H

#include "sources/git/opened.h"

/*
 * The id of what stands there, and whether it is a file, a folder or a commit
 * of another repository; false if there is nothing, or it cannot be read.
 * Folder by folder: a path of thousands takes no more memory than a short one.
 */
bool tree_path_find(git_repository *git, git_commit *commit, struct str path, git_oid *id,
		git_object_t *type);

#endif
