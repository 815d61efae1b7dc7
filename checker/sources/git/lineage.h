/* SPDX-License-Identifier: MIT */
/*
 * How one revision came out of another: the line of first parents, all that
 * lies between, and what a commit is.  Of a commit no person is ever told.
 */
#ifndef LINTEL_SOURCES_GIT_LINEAGE_H
#define LINTEL_SOURCES_GIT_LINEAGE_H

#include "sources/git/revision.h"

struct map;

struct lineage_commit {
	/* 40 digits. */
	struct str id;
	moment at;
	/* The first line of its message, cut when very long. */
	struct str subject;
	struct str *parents;
	size_t parent_count;
};

/* The commit of that id. */
NODISCARD bool lineage_commit(struct repository *repository, struct arena *arena, struct str id,
		struct lineage_commit *commit, struct err *err);

/* Whether `new` has `old` among all that it comes from, or is it (ids). */
NODISCARD bool lineage_comes_from(struct repository *repository, struct str new, struct str old,
		bool *comes_from, struct err *err);

/* The best common ancestor of two commits (ids); empty if there is none. */
NODISCARD bool lineage_base(struct repository *repository, struct arena *arena, struct str a,
		struct str b, struct str *base, struct err *err);

/*
 * The commits from `from` to `to` (ids) by first parents, oldest first, both ends
 * among them, their names empty: where `from` is not on that line, what comes
 * first is `from` all the same.  Fails if `to` does not come from `from`, or
 * there are more than `max`.
 */
NODISCARD bool lineage_line(struct repository *repository, struct arena *arena, struct str from,
		struct str to, size_t max, struct revision_name **commits, size_t *count,
		struct err *err);

/* The ids of all commits that `to` has and `from` has not, into a map that lives in `arena`. */
NODISCARD bool lineage_between(struct repository *repository, struct arena *arena, struct str from,
		struct str to, size_t max, struct map **ids, struct err *err);

#endif
