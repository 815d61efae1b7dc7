/* SPDX-License-Identifier: MIT */
/*
 * Files that only grow, a line at a time.  Two runs that append at once give
 * two whole lines; a line that does not fit the disk is taken back.
 */
#ifndef LINTEL_BASE_JOURNAL_H
#define LINTEL_BASE_JOURNAL_H

#include "base/file.h"

/*
 * Appends `line`, which ends in a newline, to the file at `path` below the root;
 * makes the file, and the folders above it, where there are none.  Refuses a
 * path or a link that leaves the root, and a file whose last line is not whole.
 */
NODISCARD bool journal_append(const struct root *root, struct arena *arena, struct str path,
		struct str line, struct err *err);

#endif
