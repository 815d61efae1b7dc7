/* SPDX-License-Identifier: MIT */
/*
 * Work on many items with several threads.  Results must go into a place of
 * their own for each item, so that they do not depend on who did what.
 */
#ifndef LINTEL_BASE_POOL_H
#define LINTEL_BASE_POOL_H

#include <stddef.h>

/* `worker` is below the number of jobs, for what each thread owns. */
typedef void pool_fn(size_t item, unsigned worker, void *ctx);

/* Calls `fn` once for each item below `count`, on up to `jobs` threads; returns when all are done.
 */
void pool_run(unsigned jobs, size_t count, pool_fn *fn, void *ctx);

/* How many processors this process may use, at least 1. */
unsigned pool_default_jobs(void);

#endif
