/* SPDX-License-Identifier: MIT */
#include "sources/git/trees.h"

#include "base/arena.h"
#include "base/err.h"

#include <stdlib.h>
#include <string.h>

/* One folder on both sides; the zero id where a side has none. */
struct pair {
	git_oid a;
	git_oid b;
	/* "src/net/" */
	struct str path;
};

struct comparing {
	const struct trees *trees;
	struct change *change;
	/* Of what is only needed while comparing. */
	struct arena *scratch;
	/* Folders still to be compared: a list instead of recursion. */
	VEC(struct pair) waiting;
	size_t compared;
};

static bool limit_error(const struct comparing *comparing, const char *what, struct err *err)
{
	return err_set(err, "'" STR_FMT "' changes more than %zu %s",
			STR_ARG(comparing->change->range), comparing->trees->max, what);
}

static bool path_add(struct comparing *comparing, struct str path, struct err *err)
{
	struct str prefix = comparing->trees->repository->prefix;
	struct change *change = comparing->change;

	if (change->paths.len + change->outside == comparing->trees->max) {
		return limit_error(comparing, "files", err);
	}
	if (str_starts(path, prefix)) {
		*vec_add(&change->paths, comparing->trees->arena) =
				str_dup(comparing->trees->arena, str_from(path, prefix.len));
	} else {
		change->outside++;
	}
	return true;
}

static bool is_folder(const git_tree_entry *entry)
{
	return entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
}

/* Trees are sorted by name, folders as if a '/' followed. */
static int entries_order(const git_tree_entry *a, const git_tree_entry *b)
{
	const char *left = git_tree_entry_name(a);
	const char *right = git_tree_entry_name(b);
	size_t left_len = strlen(left);
	size_t right_len = strlen(right);
	size_t len = left_len < right_len ? left_len : right_len;
	int order = memcmp(left, right, len);

	if (order != 0) {
		return order;
	}
	int next_left = left_len > len ? (unsigned char)left[len] : is_folder(a) ? '/' : 0;
	int next_right = right_len > len ? (unsigned char)right[len] : is_folder(b) ? '/' : 0;
	return next_left - next_right;
}

/* What stands at one name on either side; NULL where there is nothing. */
static bool entries_compare(struct comparing *comparing, const struct pair *pair,
		const git_tree_entry *a, const git_tree_entry *b, struct err *err)
{
	const git_tree_entry *any = a ? a : b;

	if (a && b && git_oid_equal(git_tree_entry_id(a), git_tree_entry_id(b))
			&& git_tree_entry_filemode(a) == git_tree_entry_filemode(b)) {
		return true;
	}
	struct str path = str_fmt(comparing->scratch, STR_FMT "%s%s", STR_ARG(pair->path),
			git_tree_entry_name(any), is_folder(any) ? "/" : "");
	if (!is_folder(any)) {
		return path_add(comparing, path, err);
	}
	struct pair *below = vec_add(&comparing->waiting, comparing->scratch);
	*below = (struct pair){ .path = path };
	if (a) {
		git_oid_cpy(&below->a, git_tree_entry_id(a));
	}
	if (b) {
		git_oid_cpy(&below->b, git_tree_entry_id(b));
	}
	return true;
}

static bool tree_find(
		struct comparing *comparing, const git_oid *id, git_tree **tree, struct err *err)
{
	*tree = NULL;
	if (git_oid_is_zero(id)) {
		return true;
	}
	return git_tree_lookup(tree, comparing->trees->repository->git, id) == 0
	       || repository_error(err, "cannot read a tree");
}

static bool sides_compare(struct comparing *comparing, const struct pair *pair, const git_tree *a,
		const git_tree *b, struct err *err)
{
	size_t left = 0;
	size_t right = 0;
	bool is_good = true;

	for (;;) {
		const git_tree_entry *from = a ? git_tree_entry_byindex(a, left) : NULL;
		const git_tree_entry *to = b ? git_tree_entry_byindex(b, right) : NULL;
		if (!is_good || (!from && !to)) {
			return is_good;
		}
		int order = !from ? 1 : !to ? -1 : entries_order(from, to);
		is_good = entries_compare(comparing, pair, order <= 0 ? from : NULL,
				order >= 0 ? to : NULL, err);
		left += order <= 0;
		right += order >= 0;
	}
}

static bool pair_compare(struct comparing *comparing, const struct pair *pair, struct err *err)
{
	git_tree *a;
	git_tree *b = NULL;

	if (comparing->compared++ == comparing->trees->max) {
		return limit_error(comparing, "folders", err);
	}
	bool is_good = tree_find(comparing, &pair->a, &a, err)
		       && tree_find(comparing, &pair->b, &b, err)
		       && sides_compare(comparing, pair, a, b, err);
	git_tree_free(a);
	git_tree_free(b);
	return is_good;
}

static bool root_of(
		struct comparing *comparing, const git_oid *commit, git_oid *tree, struct err *err)
{
	git_commit *found;
	if (git_commit_lookup(&found, comparing->trees->repository->git, commit) < 0) {
		return repository_error(err, "cannot read a commit");
	}
	git_oid_cpy(tree, git_commit_tree_id(found));
	git_commit_free(found);
	return true;
}

bool trees_compare(const struct trees *trees, const git_oid *from, const git_oid *to,
		struct change *change, struct err *err)
{
	struct comparing comparing = {
		.trees = trees,
		.change = change,
		.scratch = arena_create(),
	};
	struct pair top = { .path = STR("") };
	bool is_good = root_of(&comparing, from, &top.a, err)
		       && root_of(&comparing, to, &top.b, err);

	if (is_good && !git_oid_equal(&top.a, &top.b)) {
		*vec_add(&comparing.waiting, comparing.scratch) = top;
	}
	while (is_good && comparing.waiting.len > 0) {
		struct pair pair = comparing.waiting.p[--comparing.waiting.len];
		is_good = pair_compare(&comparing, &pair, err);
	}
	arena_destroy(comparing.scratch);
	if (change->paths.len > 1) {
		qsort(change->paths.p, change->paths.len, sizeof(*change->paths.p), str_order);
	}
	return is_good;
}
