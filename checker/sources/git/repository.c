/* SPDX-License-Identifier: MIT */
#include "sources/git/repository.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "sources/git/blobs.h"
#include "sources/git/history.h"
#include "sources/git/opened.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Bytes that libgit2 may hold of objects, and map of packs at a time. */
#define CACHE_MOST ((size_t)8 << 20)
#define WINDOW_SIZE ((size_t)16 << 20)
#define WINDOWS_MOST ((size_t)192 << 20)

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

static bool lack_set(
		struct repository_lack *lack, enum reason reason, struct str why, struct str remedy)
{
	*lack = (struct repository_lack){ reason, why, remedy };
	return false;
}

/* Why libgit2 would not have it, in words that say what to do. */
static bool refuse(int status, struct arena *arena, struct repository_lack *lack)
{
	const git_error *last = git_error_last();
	struct str text = str_dup(arena, str_of(last && last->message ? last->message : ""));

	/* Where nobody trusts any folder, libgit2 1.5 says that it did not find whom to trust. */
	if (status == GIT_EOWNER || str_contains(text, STR("safe.directory"))) {
		return lack_set(lack, REASON_UNREADABLE,
				STR("the repository belongs to another user"),
				STR("'git config --global --add safe.directory FOLDER' says that it is "
				    "to be trusted"));
	}
	if (status == GIT_ENOTFOUND) {
		return lack_set(lack, REASON_NO_HISTORY, STR("the folder is in no git repository"),
				STR(""));
	}
	if (str_contains(text, STR("objectformat")) || str_contains(text, STR("object format"))) {
		return lack_set(lack, REASON_UNREADABLE,
				STR("the repository names its objects by SHA-256, which libgit2 "
				    "cannot read yet"),
				STR(""));
	}
	return lack_set(lack, REASON_UNREADABLE,
			str_fmt(arena, "cannot open the repository: " STR_FMT, STR_ARG(text)),
			STR(""));
}

/* What the folder is called from the top of the repository. */
static bool prefix_find(struct repository *repository, struct arena *arena, struct str folder,
		struct repository_lack *lack)
{
	const char *work = git_repository_workdir(repository->git);
	char *real = work ? realpath(work, NULL) : NULL;
	struct str top = str_dup(arena, str_of(real ? real : ""));
	free(real);
	struct str below = str_from(folder, top.len < folder.len ? top.len : folder.len);
	bool is_below = top.len > 0 && str_starts(folder, top)
			&& (below.len == 0 || below.p[0] == '/' || str_eq(top, STR("/")));

	if (!is_below) {
		return lack_set(lack, REASON_UNREADABLE,
				STR("the working folder of the repository is not above the folder"),
				STR(""));
	}
	below = below.len && below.p[0] == '/' ? str_from(below, 1) : below;
	repository->prefix = below.len ? str_fmt(arena, STR_FMT "/", STR_ARG(below)) : STR("");
	return true;
}

/* Without a working folder paths begin at the repository itself. */
static bool bare_find(
		struct repository *repository, struct str folder, struct repository_lack *lack)
{
	char *real = realpath(git_repository_path(repository->git), NULL);
	bool is_itself = real && str_eq(folder, str_of(real));

	free(real);
	repository->prefix = STR("");
	return is_itself
	       || lack_set(lack, REASON_NO_HISTORY,
			       STR("the repository is bare, and the folder is none of its files"),
			       STR(""));
}

/*
 * How libgit2 is to read: names are not computed again from contents, which git
 * did when it got them, and only so much is held in memory.
 */
static void library_tune(void)
{
	static const char *const extensions[] = { "partialclone", "preciousobjects",
		"worktreeconfig" };

	(void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	(void)git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)CACHE_MOST);
	(void)git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, WINDOW_SIZE);
	(void)git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, WINDOWS_MOST);
	(void)git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, COUNT_OF(extensions));
}

bool repository_open_history(struct repository **repository, struct arena *arena, struct str folder,
		struct repository_lack *lack)
{
	struct repository *opened = arena_new(arena, struct repository);
	const char *path = str_dup(arena, folder).p;

	*repository = NULL;
	if (git_libgit2_init() < 0) {
		return lack_set(lack, REASON_UNREADABLE, STR("libgit2 does not start"), STR(""));
	}
	library_tune();
	int status = git_repository_open_ext(&opened->git, path, 0, NULL);
	if (status < 0) {
		bool is_good = refuse(status, arena, lack);
		git_libgit2_shutdown();
		return is_good;
	}
	bool is_bare = git_repository_is_bare(opened->git);
	if (!(is_bare ? bare_find(opened, folder, lack)
		      : prefix_find(opened, arena, folder, lack))) {
		repository_close(opened);
		return false;
	}
	*repository = opened;
	return true;
}

/* The ends of a shallow clone stand in a file, which linked working trees share. */
static bool is_shallow(const struct repository *repository)
{
	struct stat st;
	struct buf name;

	buf_init(&name);
	buf_fmt(&name, "%s/shallow", git_repository_commondir(repository->git));
	bool is_there = stat(name.p, &st) == 0 && st.st_size > 0;
	buf_finish(&name);
	return is_there;
}

bool repository_lacks(
		struct repository *repository, struct arena *arena, struct repository_lack *lack)
{
	git_oid head;
	bool has_head;
	struct err err;

	if (is_shallow(repository)) {
		(void)lack_set(lack, REASON_SHALLOW,
				STR("the clone is shallow, so history is missing"),
				STR("'git fetch --unshallow', or fetch-depth: 0 in a pipeline, brings it"));
		return true;
	}
	if (!repository_head(repository, &head, &has_head, &err)) {
		(void)lack_set(lack, REASON_UNREADABLE, str_dup(arena, str_of(err.text)), STR(""));
		return true;
	}
	if (!has_head) {
		(void)lack_set(lack, REASON_NO_HISTORY, STR("the repository has no commit yet"),
				STR(""));
	}
	return !has_head;
}

/* Some remote promises to have what is missing; older versions of git wrote it elsewhere. */
static bool is_promise(const git_config_entry *entry)
{
	struct str name = str_of(entry->name);
	bool is_key = str_eq(name, STR("extensions.partialclone"))
		      || (str_starts(name, STR("remote.")) && str_ends(name, STR(".promisor")));
	return is_key && !str_eq(str_of(entry->value), STR("false"));
}

static bool has_promise(git_config *config)
{
	git_config_iterator *iterator = NULL;
	git_config_entry *entry;
	bool is_partial = false;

	if (git_config_iterator_new(&iterator, config) < 0) {
		return false;
	}
	while (!is_partial && git_config_next(&entry, iterator) == 0) {
		is_partial = is_promise(entry);
	}
	git_config_iterator_free(iterator);
	return is_partial;
}

bool repository_is_partial(struct repository *repository)
{
	git_config *config = NULL;
	bool is_partial = git_repository_config_snapshot(&config, repository->git) == 0
			  && has_promise(config);
	git_config_free(config);
	return is_partial;
}

/* What cannot be read as a whole is nothing for those who need all of it. */
static bool is_whole(struct repository *repository, struct err *err)
{
	if (git_repository_is_bare(repository->git)) {
		return err_set(err, "the repository is bare: it has no files to check");
	}
	if (is_shallow(repository)) {
		return err_set(err, "the clone is shallow, so history is missing: 'git fetch "
				    "--unshallow', or fetch-depth: 0 in a pipeline, brings it");
	}
	return true;
}

bool repository_open(struct repository **repository, struct arena *arena, struct str folder,
		struct err *err)
{
	struct repository_lack lack;

	if (!repository_open_history(repository, arena, folder, &lack)) {
		return err_set(err, STR_FMT "%s" STR_FMT, STR_ARG(lack.why),
				lack.remedy.len ? ": " : "", STR_ARG(lack.remedy));
	}
	if (!is_whole(*repository, err)) {
		repository_close(*repository);
		*repository = NULL;
		return false;
	}
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

bool repository_head(struct repository *repository, git_oid *id, bool *has_head, struct err *err)
{
	*has_head = !git_repository_head_unborn(repository->git);
	/* Not looked at: what libgit2 would not take for a commit may do for a history. */
	return !*has_head || git_reference_name_to_id(id, repository->git, "HEAD") == 0
	       || repository_error(err, "cannot tell which commit is checked out");
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

struct hash history_key(struct repository *repository)
{
	char *real = realpath(git_repository_commondir(repository->git), NULL);
	const struct str parts[] = { STR("history"), str_of(real ? real : "") };
	struct hash key = hash_parts(parts, COUNT_OF(parts));
	free(real);
	return key;
}
