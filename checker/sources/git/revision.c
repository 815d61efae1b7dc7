/* SPDX-License-Identifier: MIT */
#include "sources/git/revision.h"

#include "base/err.h"
#include "sources/git/blobs.h"
#include "sources/git/tree_files.h"

bool revision_overlay(struct overlay *overlay, struct arena *arena, struct repository *repository,
		struct str commit, const struct revision_limits *limits, struct err *err)
{
	git_oid id;
	*overlay = (struct overlay){
		.is_whole = true,
		.read = blob_read,
		.ctx = blobs_of(repository),
	};
	if (git_oid_fromstrn(&id, commit.p, commit.len) < 0) {
		return err_set(err, "'" STR_FMT "' is no commit", STR_ARG(commit));
	}
	return tree_files_read(overlay, arena, repository, &id, limits, err);
}
