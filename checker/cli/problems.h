/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with files that somebody wrote, as people read it: where, what,
 * the line itself with a caret, and what to write instead.
 */
#ifndef LINTEL_CLI_PROBLEMS_H
#define LINTEL_CLI_PROBLEMS_H

#include "base/problem.h"

struct buf;
struct root;

/*
 * Adds all problems, sorted, and after errors a line with their number.  The
 * lines are read below `root`; NULL or a line that cannot be read leaves the
 * excerpt out.
 */
void problems_write(struct problems *problems, const struct root *root, bool has_color,
		struct buf *out);

#endif
