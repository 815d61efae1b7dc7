/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/vec.h"
#include "sources/git/opened.h"
#include "sources/git/revision.h"

#include <stdlib.h>

bool revision_base(struct repository *repository, struct arena *arena, struct str revision,
		struct str *id, struct err *err)
{
	git_commit *from = NULL;
	git_commit *head = NULL;
	git_oid base;
	if (!repository_commit(repository, revision, &from, err)) {
		return false;
	}
	if (!repository_commit(repository, STR("HEAD"), &head, err)) {
		git_commit_free(from);
		return false;
	}
	int status = git_merge_base(
			&base, repository->git, git_commit_id(from), git_commit_id(head));
	git_commit_free(from);
	git_commit_free(head);
	if (status == GIT_ENOTFOUND) {
		return err_set(err, "'" STR_FMT "' and HEAD have no commit in common",
				STR_ARG(revision));
	}
	if (status < 0) {
		return repository_error(err, "cannot tell what both revisions come from");
	}
	*id = repository_id(arena, &base);
	return true;
}

moment revision_moment(int64_t seconds)
{
	/* The first and the last second of the years that dates are written in. */
	const int64_t first = INT64_C(-62135596800);
	const int64_t last = INT64_C(253402300799);
	return (seconds < first ? first : seconds > last ? last : seconds) * MOMENT_SECOND;
}

/* Fills in what the tag comes to; false if that is no commit, or cannot be read. */
static bool tag_resolve(
		struct repository *repository, struct arena *arena, struct revision_name *tag)
{
	struct str reference = str_fmt(arena, "refs/tags/" STR_FMT, STR_ARG(tag->name));
	git_object *object = NULL;
	git_object *commit = NULL;
	git_oid id;
	bool is_found = git_reference_name_to_id(&id, repository->git, reference.p) == 0
			&& git_object_lookup(&object, repository->git, &id, GIT_OBJECT_ANY) == 0
			&& git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0;
	if (is_found) {
		const git_signature *tagger = NULL;
		if (git_object_type(object) == GIT_OBJECT_TAG) {
			tagger = git_tag_tagger((const git_tag *)object);
		}
		tag->is_annotated = tagger != NULL;
		tag->commit = repository_id(arena, git_object_id(commit));
		tag->at = revision_moment(tagger ? tagger->when.time
						 : git_commit_time((const git_commit *)commit));
	}
	git_object_free(commit);
	git_object_free(object);
	return is_found;
}

static int name_order(const void *a, const void *b)
{
	const struct revision_name *x = a;
	const struct revision_name *y = b;
	return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : str_cmp(x->name, y->name);
}

bool revision_tags(struct repository *repository, struct arena *arena, struct str pattern,
		struct revision_name **tags, size_t *count, size_t *others, struct err *err)
{
	size_t other_count = 0;
	git_strarray names;
	VEC(struct revision_name) found = { 0 };
	if (git_tag_list(&names, repository->git) < 0) {
		return repository_error(err, "cannot list the tags");
	}
	for (size_t i = 0; i < names.count; i++) {
		struct revision_name tag = { .name = str_of(names.strings[i]) };
		if (pattern.len > 0 && !glob_match(pattern, tag.name)) {
			continue;
		}
		tag.name = str_dup(arena, tag.name);
		if (tag_resolve(repository, arena, &tag)) {
			*vec_add(&found, arena) = tag;
		} else {
			other_count++;
		}
	}
	git_strarray_dispose(&names);
	vec_sort(&found, name_order);
	*tags = found.p;
	*count = found.len;
	if (others) {
		*others = other_count;
	}
	return true;
}
