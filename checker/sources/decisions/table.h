/* SPDX-License-Identifier: MIT */
/*
 * Tables: rows of cells between bars.
 */
#ifndef LINTEL_SOURCES_DECISIONS_TABLE_H
#define LINTEL_SOURCES_DECISIONS_TABLE_H

#include "base/str.h"

/* Cells beyond are not looked at. */
#define TABLE_CELLS_MAX 16

struct row {
	/* Slices of the line, trimmed. */
	struct str cells[TABLE_CELLS_MAX];
	size_t len;
};

/* Splits a line at its bars; "\|" is none. */
void row_split(struct row *row, struct str line);

/* "|---|:--:|": what separates the head of a table from its rows. */
bool row_is_delimiter(struct str line);

#endif
