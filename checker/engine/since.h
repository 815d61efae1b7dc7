/* SPDX-License-Identifier: MIT */
/*
 * `--since REV` in a run: the tree that the change began with is judged by a
 * second run beside the first, and the findings of both are compared.
 *
 *	run_configure() -> run_since_open() -> run_govern() -> run_gather()
 *	                -> run_since_base() -> run_judge(), which compares
 *
 * The second run reads through an overlay (base/overlay.h), so that nothing is
 * checked out and the folder is never written to; only units that the store
 * does not have are parsed from a private copy.  It takes over from the first
 * what is no fact of the tree: configuration, exceptions, baseline, options,
 * compile databases, measurements, history.
 */
#ifndef LINTEL_ENGINE_SINCE_H
#define LINTEL_ENGINE_SINCE_H

#include "base/attr.h"

#include <stdbool.h>
#include <stddef.h>

struct err;
struct run;

/*
 * After run_configure(): opens the repository and finds the commit to compare
 * with.  Nothing to do unless `--since` was given.
 */
NODISCARD bool run_since_open(struct run *run, struct err *err);

/* After run_gather() with the same `needs`: judges the base, if anything differs. */
NODISCARD bool run_since_base(struct run *run, unsigned needs, struct err *err);

/* For run_judge(): all findings that the base has an answer to have been added … */
void since_judge(struct run *run);
/* … and those from number `first` on, to which it has none. */
void since_judge_rest(struct run *run, size_t first);

/* For run_finish(). */
void since_close(struct run *run);

#endif
