/* SPDX-License-Identifier: MIT */
/*
 * Reading the history of a repository: one walk over commits, trees compared
 * entry by entry, nothing ever read from a working folder.
 *
 *	what was kept -> history_log_read() -> history_log_extend() -> history_make()
 *	                                            \-> history_log_pack(), to be kept
 *
 * A log holds commits of the whole repository as they are, without .mailmap,
 * ignored revisions or a root, so that it can be kept and only grows; a history
 * is made of it for one root.
 */
#ifndef LINTEL_SOURCES_GIT_HISTORY_H
#define LINTEL_SOURCES_GIT_HISTORY_H

#include "base/buf.h"
#include "base/hash.h"
#include "facts/history.h"
#include "sources/git/repository.h"

struct history_log;

struct history_limits {
	/* Of commits (2,000,000), of one commit's changes (1,000,000), of all paths (4,000,000). */
	size_t max_commits;
	size_t max_changes;
	size_t max_paths;
	/* Of the changes of all commits (30,000,000): few trees can make any number of them. */
	size_t max_all_changes;
};

extern const struct history_limits history_limits_default;

/* What tells this repository from others, wherever it was cloned to: the key of what is kept. */
struct hash history_key(struct repository *repository);

/* A log, empty or from what history_log_pack() made; damaged or foreign bytes make it empty. */
NODISCARD RETURNS_NONNULL struct history_log *history_log_read(
		struct arena *arena, struct str packed);

/*
 * Adds the commits that HEAD and `tips` (ids) reach and the log has not.
 * `*has_grown` says whether there were any.  `progress` may be NULL.
 */
NODISCARD bool history_log_extend(struct history_log *log, struct repository *repository,
		const struct str *tips, size_t tip_count, const struct history_limits *limits,
		unsigned jobs, bool *has_grown, struct err *err);

void history_log_pack(const struct history_log *log, struct buf *out);

/*
 * What HEAD and `tips` reach, as it looks from the root of `repository`.  Texts
 * are borrowed from the log.
 * `ignored` are ids of revisions to ignore, as written (whole or abbreviated).
 */
NODISCARD bool history_make(struct history *history, struct arena *arena,
		const struct history_log *log, struct repository *repository,
		const struct str *tips, size_t tip_count, const struct str *ignored,
		size_t ignored_count, struct err *err);

/*
 * "Ann Example <ann@example.com>" for each of history->people, for a history made
 * from this log; NULL if it cannot be told.
 */
struct str *history_people(const struct history *history, const struct history_log *log,
		struct repository *repository, struct arena *arena, struct err *err);

/*
 * Counts the lines of changes that `wanted` says it wants (numbers of a commit,
 * and in history->changes); those already counted stay.  Binary files have none.
 * False if a blob cannot be read.
 */
typedef bool history_wanted_fn(uint32_t commit, uint32_t change, void *ctx);
NODISCARD bool history_lines_count(struct history *history, struct repository *repository,
		history_wanted_fn *wanted, void *ctx, unsigned jobs, struct err *err);

#endif
