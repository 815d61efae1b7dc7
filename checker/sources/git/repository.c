/* SPDX-License-Identifier: MIT */
#include "sources/git/repository.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "sources/git/blobs.h"
#include "sources/git/opened.h"

#include <stdlib.h>

bool repository_error(struct err *err, const char *what)
{
	const git_error *last = git_error_last();
	return err_set(err, "%s: %s", what, last && last->message ? last->message : "no reason");
}

struct str repository_id(struct arena *arena, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];
	return str_dup(arena, str_of(git_oid_tostr(hex, sizeof(hex), id)));
}

/* Why libgit2 would not have it, in words that say what to do. */
static bool refuse(int status, struct str folder, struct err *err)
{
	const git_error *last = git_error_last();
	struct str text = str_of(last && last->message ? last->message : "");

	if (status == GIT_ENOTFOUND) {
		return err_set(err, "'" STR_FMT "' is in no git repository", STR_ARG(folder));
	}
	if (status == GIT_EOWNER) {
		return err_set(err,
				"the repository of '" STR_FMT "' belongs to another user: "
				"'git config --global --add safe.directory FOLDER' says that it is "
				"to be trusted",
				STR_ARG(folder));
	}
	if (str_contains(text, STR("objectformat")) || str_contains(text, STR("object format"))) {
		return err_set(err,
				"the repository of '" STR_FMT "' names its objects by SHA-256, "
				"which libgit2 cannot read yet",
				STR_ARG(folder));
	}
	return err_set(err, "cannot open the repository of '" STR_FMT "': " STR_FMT,
			STR_ARG(folder), STR_ARG(text));
}

/* What the folder is called from the top of the repository. */
static bool prefix_find(struct repository *repository, struct arena *arena, struct str folder,
		struct err *err)
{
	const char *work = git_repository_workdir(repository->git);
	char *real = work ? realpath(work, NULL) : NULL;
	struct str top = str_dup(arena, str_of(real ? real : ""));
	free(real);
	struct str below = str_from(folder, top.len < folder.len ? top.len : folder.len);
	bool is_below = top.len > 0 && str_starts(folder, top)
			&& (below.len == 0 || below.p[0] == '/' || str_eq(top, STR("/")));

	if (!is_below) {
		return err_set(err,
				"the working folder of the repository is not above '" STR_FMT "'",
				STR_ARG(folder));
	}
	below = below.len && below.p[0] == '/' ? str_from(below, 1) : below;
	repository->prefix = below.len ? str_fmt(arena, STR_FMT "/", STR_ARG(below)) : STR("");
	return true;
}

static bool is_whole(struct repository *repository, struct str folder, struct err *err)
{
	if (git_repository_is_bare(repository->git)) {
		return err_set(err,
				"the repository of '" STR_FMT "' is bare: it has no files to check",
				STR_ARG(folder));
	}
	if (git_repository_is_shallow(repository->git)) {
		return err_set(err,
				"the clone of '" STR_FMT "' is shallow, so history is missing: "
				"'git fetch --unshallow', or fetch-depth: 0 in a pipeline, brings it",
				STR_ARG(folder));
	}
	return true;
}

bool repository_open(struct repository **repository, struct arena *arena, struct str folder,
		struct err *err)
{
	struct repository *opened = arena_new(arena, struct repository);
	const char *path = str_dup(arena, folder).p;

	*repository = NULL;
	if (git_libgit2_init() < 0) {
		return repository_error(err, "libgit2 does not start");
	}
	int status = git_repository_open_ext(&opened->git, path, 0, NULL);
	if (status < 0) {
		bool is_good = refuse(status, folder, err);
		git_libgit2_shutdown();
		return is_good;
	}
	if (!is_whole(opened, folder, err) || !prefix_find(opened, arena, folder, err)) {
		repository_close(opened);
		return false;
	}
	*repository = opened;
	return true;
}

void repository_close(struct repository *repository)
{
	if (repository) {
		blobs_destroy(repository->blobs);
		git_repository_free(repository->git);
		git_libgit2_shutdown();
	}
}

bool repository_commit(struct repository *repository, struct str revision, git_commit **commit,
		struct err *err)
{
	git_object *found = NULL;
	git_object *peeled = NULL;
	struct buf text;

	buf_init(&text);
	buf_add(&text, revision);
	buf_add_char(&text, '\0');
	int status = git_revparse_single(&found, repository->git, text.p);
	if (status == 0) {
		status = git_object_peel(&peeled, found, GIT_OBJECT_COMMIT);
	}
	buf_finish(&text);
	git_object_free(found);
	*commit = (git_commit *)peeled;
	if (status == GIT_ENOTFOUND) {
		return err_set(err, "the repository has no revision '" STR_FMT "'",
				STR_ARG(revision));
	}
	if (status == GIT_EAMBIGUOUS) {
		return err_set(err, "several revisions begin with '" STR_FMT "'",
				STR_ARG(revision));
	}
	if (status == GIT_EINVALIDSPEC) {
		return err_set(err, "'" STR_FMT "' is no revision", STR_ARG(revision));
	}
	return status == 0 || repository_error(err, "cannot find the revision");
}

bool repository_resolve(struct repository *repository, struct arena *arena, struct str revision,
		struct str *id, struct err *err)
{
	git_commit *commit;
	if (!repository_commit(repository, revision, &commit, err)) {
		return false;
	}
	*id = repository_id(arena, git_commit_id(commit));
	git_commit_free(commit);
	return true;
}
