/* SPDX-License-Identifier: MIT */
/*
 * Tables of text: cells that become columns, each as wide as its widest cell.
 *
 *	struct columns table = { .arena = arena, .count = 2, .is_right = { [1] = true } };
 *	columns_add(&table, STR("metric"));
 *	columns_add(&table, STR("newest"));
 *	columns_write(&table, &out);
 */
#ifndef LINTEL_CLI_COLUMNS_H
#define LINTEL_CLI_COLUMNS_H

#include "base/buf.h"
#include "base/vec.h"

#define COLUMNS_MOST 12

struct arena;

struct columns {
	struct arena *arena;
	/* Cells of a row. */
	size_t count;
	VEC(struct str) cells;
	bool is_right[COLUMNS_MOST];
};

/* The next cell, row by row; it is copied, and escaped as all text from elsewhere. */
void columns_add(struct columns *columns, struct str text);

/* One line a row; no line ends in blanks. */
void columns_write(const struct columns *columns, struct buf *out);

#endif
