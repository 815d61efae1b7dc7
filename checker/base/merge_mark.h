/* SPDX-License-Identifier: MIT */
/*
 * The lines that an unfinished merge leaves in a file.
 */
#ifndef LINTEL_BASE_MERGE_MARK_H
#define LINTEL_BASE_MERGE_MARK_H

#include "base/str.h"

enum merge_mark {
	MERGE_NONE,
	MERGE_BEGIN,
	/* Between the sides, or before what both had. */
	MERGE_BETWEEN,
	MERGE_END,
};

enum merge_mark merge_mark_of(struct str line);

#endif
