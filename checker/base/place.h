/* SPDX-License-Identifier: MIT */
/*
 * Where something stands: a path relative to the root, a line and a column.
 * Lines and columns count from 1, columns in bytes; 0 means "the whole file".
 */
#ifndef LINTEL_BASE_PLACE_H
#define LINTEL_BASE_PLACE_H

#include "base/str.h"

struct place {
	struct str path;
	uint32_t line;
	uint32_t column;
	/* How many bytes the excerpt's caret covers; 0 is one. */
	uint32_t width;
};

/* By path, line, column. */
int place_cmp(const struct place *a, const struct place *b);

#endif
