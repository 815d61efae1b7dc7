/* SPDX-License-Identifier: MIT */
#include "sources/git/version.h"

#include "base/arena.h"
#include "sources/git/blobs.h"
#include "sources/git/tree_path.h"

#include <string.h>

static enum file_status blob_of(git_repository *git, const git_oid *id, size_t max, struct buf *out)
{
	git_odb *objects;
	uint64_t size;
	if (git_repository_odb(&objects, git) < 0) {
		return FILE_UNREADABLE;
	}
	enum file_status status = blob_take(objects, id, max, out, &size);
	git_odb_free(objects);
	return status;
}

enum file_status version_read(struct repository *repository, const struct history_commit *commit,
		struct str path, size_t max, struct buf *out)
{
	struct arena *arena = arena_create();
	struct str whole =
			str_fmt(arena, STR_FMT STR_FMT, STR_ARG(repository->prefix), STR_ARG(path));
	git_commit *opened = NULL;
	git_oid id;
	git_object_t type;
	enum file_status status = FILE_UNREADABLE;
	buf_clear(out);
	memcpy(id.id, commit->id, sizeof(id.id));
	if (git_commit_lookup(&opened, repository->git, &id) == 0) {
		status = FILE_MISSING;
		if (tree_path_find(repository->git, opened, whole, &id, &type)
				&& type == GIT_OBJECT_BLOB) {
			status = blob_of(repository->git, &id, max, out);
		}
	}
	git_commit_free(opened);
	arena_destroy(arena);
	return status;
}
