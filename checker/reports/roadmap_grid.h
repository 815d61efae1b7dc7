/* SPDX-License-Identifier: MIT */
/*
 * Which fragments stand in which cell of a drawn roadmap, and the words that
 * all drawings have in common; for the files roadmap_*.c alone.
 */
#ifndef LINTEL_REPORTS_ROADMAP_GRID_H
#define LINTEL_REPORTS_ROADMAP_GRID_H

#include "registers/roadmap.h"

/* More than this is said to be there and not drawn. */
#define ROADMAP_ROWS_MOST 60
#define ROADMAP_COLUMNS_MOST 24
#define ROADMAP_CELL_MOST 8

struct roadmap_grid {
	const struct roadmap *roadmap;
	bool is_proposed;
	const struct roadmap_plan *plan;
	uint32_t rows;
	uint32_t columns;
	/* Cell (r, c) is number r * columns + c: first[n] up to first[n + 1] in `fragments`. */
	uint32_t *first;
	uint32_t *fragments;
};

struct roadmap_grid roadmap_grid_of(
		const struct roadmap *roadmap, bool is_proposed, struct arena *arena);

/* The fragments of a cell; `*more` is how many of them are not to be drawn. */
const uint32_t *roadmap_cell(const struct roadmap_grid *grid, uint32_t row, uint32_t column,
		uint32_t *len, uint32_t *more);

/* Where a fragment of the grid stands against the other plan. */
enum roadmap_move {
	ROADMAP_STAYS,
	/* Begun or done, so nobody proposes to move it. */
	ROADMAP_IS_FIXED,
	ROADMAP_EARLIER,
	ROADMAP_LATER,
};

enum roadmap_move roadmap_move_of(
		const struct roadmap_grid *grid, const struct roadmap_fragment *fragment);

/* "as it is" or "as proposed". */
const char *roadmap_plan_name(const struct roadmap_grid *grid);
/* "end to end from first-shop (2027-01-31): 4 of 4 milestones", unescaped. */
void roadmap_plan_reach(const struct roadmap_grid *grid, struct buf *out);
/* The day of a milestone, or "no day". */
void roadmap_day_write(const struct roadmap_milestone *milestone, struct buf *out);
/* How many fragments are moved. */
uint32_t roadmap_moved(const struct roadmap *roadmap);

#endif
