/* SPDX-License-Identifier: MIT */
/*
 * A process that removes files once this one has ended, however it ends: by an
 * interrupt, a crash or a kill nothing stays behind of what was private.
 *
 * It reads a pipe that nobody writes to; that this ends tells it to begin.
 */
#ifndef LINTEL_ENGINE_SWEEPER_H
#define LINTEL_ENGINE_SWEEPER_H

#include "base/file.h"

#include <sys/types.h>

struct err;

struct sweeper {
	/* 0 before it was started. */
	pid_t pid;
	int pipe;
};

/*
 * Starts it for these files and folders below the root, and the root itself;
 * they need not be there yet.  Folders come after those that they lie in.  Call
 * it where this process has one thread only; all texts end with a NUL.
 */
NODISCARD bool sweeper_start(struct sweeper *sweeper, const struct root *root,
		const struct str *files, size_t file_count, const struct str *folders,
		size_t folder_count, struct err *err);

/* Lets it remove all of them now, and waits until it has. */
void sweeper_finish(struct sweeper *sweeper);

#endif
