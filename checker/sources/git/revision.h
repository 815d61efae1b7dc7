/* SPDX-License-Identifier: MIT */
/*
 * A revision as a tree of files, without a checkout: which files it has below
 * the root, and their contents when asked for.
 *
 * An overlay made here reads from the repository, which must stay open; any
 * number of threads may read at once.  A blob that a partial clone does not have
 * is FILE_UNREADABLE.  Submodules are not entered.  A tree that git would not
 * check out is refused: names like `..`, one name for two things.
 */
#ifndef LINTEL_SOURCES_GIT_REVISION_H
#define LINTEL_SOURCES_GIT_REVISION_H

#include "base/calendar.h"
#include "base/overlay.h"
#include "sources/git/repository.h"

/* More files, or folders within one another, are an error that names the limit. */
struct revision_limits {
	size_t max_files;
	size_t max_depth;
};

/* All that the commit has below the root, and nothing of the folder: `is_whole`. */
NODISCARD bool revision_overlay(struct overlay *overlay, struct arena *arena,
		struct repository *repository, struct str commit,
		const struct revision_limits *limits, struct err *err);

/*
 * What makes the folder as it is look like the commit: files that differ from
 * it, or are no longer there, with the commit's contents; files that it has not
 * are absent.  But what git does not track stays as it is if it is ignored, or
 * lies in one of the folders `built` (of builds; "." is none): both sides have
 * it.  What a sparse checkout leaves out of the folder, neither side has.  Line
 * endings that a checkout converted are no difference, and no filter is run.
 */
NODISCARD bool revision_overlay_back(struct overlay *overlay, struct arena *arena,
		struct repository *repository, struct str commit, const struct str *built,
		size_t built_count, const struct revision_limits *limits, struct err *err);

/* The best common ancestor of a revision and HEAD: its id. */
NODISCARD bool revision_base(struct repository *repository, struct arena *arena,
		struct str revision, struct str *id, struct err *err);

/* A tag, or another name of a commit. */
struct revision_name {
	/* "v1.2.0" */
	struct str name;
	/* 40 digits: what it comes to in the end. */
	struct str commit;
	/* When the tagger says it was made; the commit's own time for a lightweight tag. */
	moment at;
	/* It has a date of its own: old tags with a message need not. */
	bool is_annotated;
};

/* Any number may stand where a commit or a tag says when it was made: the nearest moment. */
moment revision_moment(int64_t seconds);

/*
 * Tags whose names match the pattern of base/glob.h, by time, then name; how many.
 * Tags of no commit, but of a tree or a blob, are only counted: `others` may be NULL.
 */
NODISCARD bool revision_tags(struct repository *repository, struct arena *arena, struct str pattern,
		struct revision_name **tags, size_t *count, size_t *others, struct err *err);

#endif
