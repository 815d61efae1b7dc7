/* SPDX-License-Identifier: MIT */
#include "sources/git/lineage.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/vec.h"
#include "sources/git/opened.h"

#define SUBJECT_LONGEST 200

static bool id_read(git_oid *id, struct str text, struct err *err)
{
	return git_oid_fromstrn(id, text.p, text.len) == 0
	       || err_set(err, "'" STR_FMT "' is no commit", STR_ARG(text));
}

static bool commit_open(struct repository *repository, const git_oid *id, git_commit **commit,
		struct err *err)
{
	return git_commit_lookup(commit, repository->git, id) == 0
	       || repository_error(err, "cannot read a commit");
}

static struct str subject_of(struct arena *arena, const git_commit *commit)
{
	struct str text = str_trim(str_of(git_commit_message(commit)));
	struct str line = str_trim(str_slice(text, 0, str_find(text, '\n')));
	bool is_long = line.len > SUBJECT_LONGEST;
	return str_fmt(arena, STR_FMT "%s", STR_ARG(str_slice(line, 0, SUBJECT_LONGEST)),
			is_long ? "..." : "");
}

bool lineage_commit(struct repository *repository, struct arena *arena, struct str id,
		struct lineage_commit *commit, struct err *err)
{
	git_oid oid;
	git_commit *found;
	if (!id_read(&oid, id, err) || !commit_open(repository, &oid, &found, err)) {
		return false;
	}
	*commit = (struct lineage_commit){
		.id = repository_id(arena, &oid),
		.at = revision_moment(git_commit_time(found)),
		.subject = subject_of(arena, found),
		.parent_count = git_commit_parentcount(found),
	};
	commit->parents = arena_new_array(arena, struct str, commit->parent_count);
	for (unsigned i = 0; i < commit->parent_count; i++) {
		commit->parents[i] = repository_id(arena, git_commit_parent_id(found, i));
	}
	git_commit_free(found);
	return true;
}

static bool is_ancestor(struct repository *repository, const git_oid *old, const git_oid *new,
		bool *is_it, struct err *err)
{
	int status = git_oid_equal(old, new) ? 1
					     : git_graph_descendant_of(repository->git, new, old);
	*is_it = status == 1;
	return status >= 0 || repository_error(err, "cannot tell what comes from what");
}

bool lineage_comes_from(struct repository *repository, struct str new, struct str old,
		bool *comes_from, struct err *err)
{
	git_oid from;
	git_oid to;
	return id_read(&from, old, err) && id_read(&to, new, err)
	       && is_ancestor(repository, &from, &to, comes_from, err);
}

bool lineage_base(struct repository *repository, struct arena *arena, struct str a, struct str b,
		struct str *base, struct err *err)
{
	git_oid left;
	git_oid right;
	git_oid found;
	if (!id_read(&left, a, err) || !id_read(&right, b, err)) {
		return false;
	}
	int status = git_merge_base(&found, repository->git, &left, &right);
	*base = status == 0 ? repository_id(arena, &found) : STR("");
	return status == 0 || status == GIT_ENOTFOUND
	       || repository_error(err, "cannot tell what both commits come from");
}

struct line {
	struct repository *repository;
	struct arena *arena;
	VEC(struct revision_name) commits;
	VEC(git_oid) ids;
};

/* Adds the commit, and says which is its first parent; false in `has_parent` for a root. */
static bool line_add(struct line *line, git_oid *id, bool *has_parent, struct err *err)
{
	git_commit *commit;
	if (!commit_open(line->repository, id, &commit, err)) {
		return false;
	}
	*vec_add(&line->commits, line->arena) = (struct revision_name){
		.commit = repository_id(line->arena, id),
		.at = revision_moment(git_commit_time(commit)),
	};
	*vec_add(&line->ids, line->arena) = *id;
	*has_parent = git_commit_parentcount(commit) > 0;
	if (*has_parent) {
		git_oid_cpy(id, git_commit_parent_id(commit, 0));
	}
	git_commit_free(commit);
	return true;
}

/*
 * The line does not pass through `from`: it left what `from` comes from at some
 * commit, and all that is older lies before `from` too.
 */
static bool line_cut(struct line *line, const git_oid *from, struct err *err)
{
	size_t low = 0;
	size_t high = line->ids.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		bool is_older;
		if (!is_ancestor(line->repository, &line->ids.p[middle], from, &is_older, err)) {
			return false;
		}
		if (is_older) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	git_oid id = *from;
	bool has_parent;
	line->commits.len = low;
	line->ids.len = low;
	return line_add(line, &id, &has_parent, err);
}

static bool line_read(struct line *line, const git_oid *from, const git_oid *to, size_t max,
		struct err *err)
{
	git_oid id = *to;
	bool has_more = true;
	while (has_more) {
		bool is_end = git_oid_equal(&id, from);
		if (line->commits.len == max) {
			return err_set(err, "there are more than %zu commits", max);
		}
		if (!line_add(line, &id, &has_more, err)) {
			return false;
		}
		if (is_end) {
			return true;
		}
	}
	return line_cut(line, from, err);
}

bool lineage_line(struct repository *repository, struct arena *arena, struct str from,
		struct str to, size_t max, struct revision_name **commits, size_t *count,
		struct err *err)
{
	struct line line = { .repository = repository, .arena = arena };
	git_oid old;
	git_oid new;
	bool is_older;
	if (!id_read(&old, from, err) || !id_read(&new, to, err)
			|| !is_ancestor(repository, &old, &new, &is_older, err)) {
		return false;
	}
	if (!is_older) {
		return err_set(err, "the later one does not come from the earlier one");
	}
	if (!line_read(&line, &old, &new, max, err)) {
		return false;
	}
	for (size_t i = 0, k = line.commits.len - 1; i < k; i++, k--) {
		struct revision_name other = line.commits.p[i];
		line.commits.p[i] = line.commits.p[k];
		line.commits.p[k] = other;
	}
	*commits = line.commits.p;
	*count = line.commits.len;
	return true;
}

bool lineage_between(struct repository *repository, struct arena *arena, struct str from,
		struct str to, size_t max, struct map **ids, struct err *err)
{
	git_revwalk *walk = NULL;
	git_oid old;
	git_oid new;
	git_oid id;
	*ids = map_create(arena);
	if (!id_read(&old, from, err) || !id_read(&new, to, err)) {
		return false;
	}
	int status = git_revwalk_new(&walk, repository->git);
	status = status < 0 ? status : git_revwalk_push(walk, &new);
	status = status < 0 ? status : git_revwalk_hide(walk, &old);
	while (status == 0 && (*ids)->len <= max && (status = git_revwalk_next(&id, walk)) == 0) {
		char hex[GIT_OID_HEXSZ + 1];
		map_put(*ids, str_of(git_oid_tostr(hex, sizeof(hex), &id)), NULL);
	}
	git_revwalk_free(walk);
	if ((*ids)->len > max) {
		return err_set(err, "there are more than %zu commits", max);
	}
	return status == GIT_ITEROVER || repository_error(err, "cannot list the commits");
}
