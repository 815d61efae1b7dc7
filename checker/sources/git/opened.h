/* SPDX-License-Identifier: MIT */
/*
 * What an open repository is to the files of this room.
 */
#ifndef LINTEL_SOURCES_GIT_OPENED_H
#define LINTEL_SOURCES_GIT_OPENED_H

#include "base/str.h"

#include <git2.h>

struct blobs;
struct err;

struct repository {
	git_repository *git;
	/* From its top to the folder: "" or "sub/folder/". */
	struct str prefix;
	/* Of blobs.h; NULL until somebody wants contents. */
	struct blobs *blobs;
};

/* The last error of libgit2 behind "what"; always false. */
bool repository_error(struct err *err, const char *what);

/* The commit that a revision names; git_commit_free() when done. */
bool repository_commit(struct repository *repository, struct str revision, git_commit **commit,
		struct err *err);

/* The commit that is checked out; none before the first one. */
bool repository_head(struct repository *repository, git_oid *id, bool *has_head, struct err *err);

struct str repository_id(struct arena *arena, const git_oid *id);

#endif
