/* SPDX-License-Identifier: MIT */
/*
 * The history in a run: read once, when somebody asks for it, from what the
 * store has and what came since.
 */
#ifndef LINTEL_ENGINE_HISTORING_H
#define LINTEL_ENGINE_HISTORING_H

#include "base/attr.h"
#include "facts/history.h"

struct err;
struct repository;
struct run;

/*
 * After run_configure(): sets run->history.  That there is none, or that it
 * cannot be read as a whole (shallow, other owner, SHA-256, damaged), is no
 * error: history->reason and `why` say so, and what needs it is unknown.
 * False only for what the user wrote: files of revisions to ignore, tags and
 * branches of `deployments`; it is in run->problems.
 */
NODISCARD bool run_history(struct run *run, struct err *err);

/* Commands that are about history cannot do without: false with why and what to do. */
NODISCARD bool run_history_needed(struct run *run, struct err *err);

/* The repository of the run, open until run_finish(); NULL where there is none, or it cannot
 * be read. */
struct repository *run_repository(struct run *run);

/*
 * The module that each path of the history belongs to today, by name and, for
 * files that are gone, by the patterns of modules; NONE for none.  Renamed
 * files count where they are now.
 */
const uint32_t *run_history_modules(struct run *run);

/*
 * Counts the lines of changes of run->history that are wanted; what has been
 * counted stays.  False where a file's contents cannot be read: a partial clone.
 */
NODISCARD bool run_history_lines(struct run *run,
		bool (*wanted)(uint32_t commit, uint32_t change, void *ctx), void *ctx,
		struct err *err);

/*
 * "Ann Example <ann@example.com>" by person; NULL without a history, or where
 * it cannot be told.  Nothing that is shown to anybody may be made of them but
 * what --show-authors asks for.
 */
const struct str *run_history_people(struct run *run);

/* For a run beside another (engine/past.h): its history, read or not, without owning it. */
void historing_borrow(struct run *run, const struct run *from);

/* For run_finish(). */
void historing_finish(struct run *run);

#endif
