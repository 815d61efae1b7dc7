/* SPDX-License-Identifier: MIT */
#include "sources/git/range.h"

#include "base/arena.h"
#include "base/err.h"
#include "sources/git/opened.h"
#include "sources/git/trees.h"

#include <string.h>

/* A longer message has its trailers left alone: nobody wrote it by hand. */
#define MESSAGE_MAX ((size_t)1 << 20)
#define TRAILERS_MAX 1000
/* A shorter name would be found in the middle of any word. */
#define NAME_LEAST 3

const struct range_limits range_limits_default = { .max_commits = 100000, .max_paths = 1000000 };

struct reading {
	struct change *change;
	struct arena *arena;
	struct repository *repository;
	const struct range_limits *limits;
};

static bool names(struct str value, const char *name)
{
	return name && strlen(name) >= NAME_LEAST && str_contains(value, str_of(name));
}

static void trailers_read(
		const struct reading *reading, const git_commit *from, struct commit *commit)
{
	const char *message = git_commit_message(from);
	const git_signature *author = git_commit_author(from);
	const git_signature *committer = git_commit_committer(from);
	git_message_trailer_array list;

	if (!message || strlen(message) > MESSAGE_MAX || git_message_trailers(&list, message) < 0) {
		return;
	}
	for (size_t i = 0; i < list.count && i < TRAILERS_MAX; i++) {
		struct str value =
				str_trim(str_dup(reading->arena, str_of(list.trailers[i].value)));
		*vec_add(&commit->trailers, reading->arena) = (struct commit_trailer){
			.key = str_dup(reading->arena, str_of(list.trailers[i].key)),
			.value = value,
			.is_own = (author
						  && (names(value, author->name)
								  || names(value, author->email)))
				  || (committer && names(value, committer->email)),
		};
	}
	git_message_trailer_array_free(&list);
}

static bool commit_read(const struct reading *reading, const git_oid *id, struct err *err)
{
	git_commit *from;
	struct change *change = reading->change;

	if (change->commits.len == reading->limits->max_commits) {
		return err_set(err, "'" STR_FMT "' has more than %zu commits",
				STR_ARG(change->range), reading->limits->max_commits);
	}
	if (git_commit_lookup(&from, reading->repository->git, id) < 0) {
		return repository_error(err, "cannot read a commit");
	}
	struct commit *commit = vec_add(&change->commits, reading->arena);
	*commit = (struct commit){
		.id = repository_id(reading->arena, id),
		.at = (moment)git_commit_time(from) * MOMENT_SECOND,
		.parents = git_commit_parentcount(from),
	};
	trailers_read(reading, from, commit);
	git_commit_free(from);
	return true;
}

/* Those that `head` has and `base` has not, parents after their children. */
static bool commits_read(const struct reading *reading, const git_oid *from, const git_oid *to,
		struct err *err)
{
	git_revwalk *walk = NULL;
	git_oid id;
	int status = git_revwalk_new(&walk, reading->repository->git);

	status = status < 0 ? status
			    : git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
	status = status < 0 ? status : git_revwalk_push(walk, to);
	status = status < 0 ? status : git_revwalk_hide(walk, from);
	bool is_started = status == 0;
	bool is_good = true;
	while (is_started && is_good && (status = git_revwalk_next(&id, walk)) == 0) {
		is_good = commit_read(reading, &id, err);
	}
	git_revwalk_free(walk);
	bool is_whole = is_started && status == GIT_ITEROVER;
	return is_good && (is_whole || repository_error(err, "cannot list the commits"));
}

static bool ends_read(const struct reading *reading, const git_commit *from, const git_commit *to,
		struct err *err)
{
	git_oid base;
	git_repository *git = reading->repository->git;
	int status = git_merge_base(&base, git, git_commit_id(from), git_commit_id(to));

	if (status == GIT_ENOTFOUND) {
		return err_set(err, "the ends of '" STR_FMT "' have no commit in common",
				STR_ARG(reading->change->range));
	}
	if (status < 0) {
		return repository_error(err, "cannot tell what both ends come from");
	}
	reading->change->base = repository_id(reading->arena, &base);
	reading->change->head = repository_id(reading->arena, git_commit_id(to));
	const struct trees trees = {
		.arena = reading->arena,
		.repository = reading->repository,
		.max = reading->limits->max_paths,
	};
	return commits_read(reading, git_commit_id(from), git_commit_id(to), err)
	       && trees_compare(&trees, &base, git_commit_id(to), reading->change, err);
}

bool range_read(struct change *change, struct arena *arena, struct repository *repository,
		struct str range, const struct range_limits *limits, struct err *err)
{
	const struct reading reading = { change, arena, repository, limits };
	git_commit *from = NULL;
	git_commit *to = NULL;
	size_t dots = 0;

	*change = (struct change){ .range = range };
	while (dots < range.len && !str_starts(str_from(range, dots), STR(".."))) {
		dots++;
	}
	struct str first = str_slice(range, 0, dots);
	struct str last = dots < range.len ? str_from(range, dots + 2) : STR("");
	if (first.len == 0 || str_starts(last, STR("."))) {
		return err_set(err,
				"'" STR_FMT
				"' is no range of revisions: write A..B, or A for A..HEAD",
				STR_ARG(range));
	}
	bool is_good = repository_commit(repository, first, &from, err)
		       && repository_commit(repository, last.len ? last : STR("HEAD"), &to, err)
		       && ends_read(&reading, from, to, err);
	git_commit_free(from);
	git_commit_free(to);
	return is_good;
}
