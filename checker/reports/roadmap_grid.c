/* SPDX-License-Identifier: MIT */
#include "reports/roadmap_grid.h"

#include "base/arena.h"
#include "base/buf.h"
#include "facts/code.h"

static uint32_t column_of(const struct roadmap_grid *grid, const struct roadmap_fragment *fragment)
{
	return grid->is_proposed ? fragment->proposed : fragment->milestone;
}

/* The number of its cell, or NONE for one that is not drawn. */
static uint32_t cell_of(const struct roadmap_grid *grid, const struct roadmap_fragment *fragment)
{
	uint32_t column = column_of(grid, fragment);
	/* NONE is outside, too. */
	if (fragment->service >= grid->rows || column >= grid->columns) {
		return NONE;
	}
	return fragment->service * grid->columns + column;
}

struct roadmap_grid roadmap_grid_of(
		const struct roadmap *roadmap, bool is_proposed, struct arena *arena)
{
	size_t services = roadmap->services.len;
	uint32_t columns = roadmap->milestone_count;
	struct roadmap_grid grid = {
		.roadmap = roadmap,
		.is_proposed = is_proposed,
		.plan = is_proposed ? &roadmap->proposed : &roadmap->as_is,
		.rows = services < ROADMAP_ROWS_MOST ? (uint32_t)services : ROADMAP_ROWS_MOST,
		.columns = columns < ROADMAP_COLUMNS_MOST ? columns : ROADMAP_COLUMNS_MOST,
	};
	uint32_t cells = grid.rows * grid.columns;
	grid.first = arena_new_array(arena, uint32_t, (size_t)cells + 2);
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		uint32_t cell = cell_of(&grid, &roadmap->fragments[f]);
		if (cell != NONE) {
			grid.first[cell + 2]++;
		}
	}
	for (uint32_t cell = 2; cell < cells + 2; cell++) {
		grid.first[cell] += grid.first[cell - 1];
	}
	grid.fragments = arena_new_array(arena, uint32_t, grid.first[cells + 1]);
	for (uint32_t i = 0; i < roadmap->fragment_count; i++) {
		uint32_t fragment = roadmap->order[i];
		uint32_t cell = cell_of(&grid, &roadmap->fragments[fragment]);
		if (cell != NONE) {
			grid.fragments[grid.first[cell + 1]++] = fragment;
		}
	}
	return grid;
}

const uint32_t *roadmap_cell(const struct roadmap_grid *grid, uint32_t row, uint32_t column,
		uint32_t *len, uint32_t *more)
{
	uint32_t cell = row * grid->columns + column;
	uint32_t count = grid->first[cell + 1] - grid->first[cell];
	/* One more takes no more room than the words that one more is there. */
	*len = count > ROADMAP_CELL_MOST + 1 ? ROADMAP_CELL_MOST : count;
	*more = count - *len;
	return &grid->fragments[grid->first[cell]];
}

enum roadmap_move roadmap_move_of(
		const struct roadmap_grid *grid, const struct roadmap_fragment *fragment)
{
	if (fragment->is_fixed) {
		return ROADMAP_IS_FIXED;
	}
	if (!grid->is_proposed || fragment->proposed == fragment->milestone) {
		return ROADMAP_STAYS;
	}
	return fragment->proposed < fragment->milestone ? ROADMAP_EARLIER : ROADMAP_LATER;
}

const char *roadmap_plan_name(const struct roadmap_grid *grid)
{
	return grid->is_proposed ? "as proposed" : "as it is";
}

void roadmap_day_write(const struct roadmap_milestone *milestone, struct buf *out)
{
	char day[DATE_DAY_SIZE];
	if (milestone->has_due) {
		date_write_day(milestone->due, day);
	}
	buf_add_cstr(out, milestone->has_due ? day : "no day");
}

void roadmap_plan_reach(const struct roadmap_grid *grid, struct buf *out)
{
	const struct roadmap *roadmap = grid->roadmap;
	uint32_t from = grid->plan->first_whole;
	if (from == NONE) {
		buf_add_cstr(out, "nothing goes from end to end");
		return;
	}
	buf_fmt(out, "end to end from " STR_FMT " (", STR_ARG(roadmap->milestones[from].entry->id));
	roadmap_day_write(&roadmap->milestones[from], out);
	buf_fmt(out, "): %u of %u milestones", grid->plan->whole_count, roadmap->milestone_count);
}

uint32_t roadmap_moved(const struct roadmap *roadmap)
{
	uint32_t moved = 0;
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		moved += roadmap->fragments[f].proposed != roadmap->fragments[f].milestone;
	}
	return moved;
}
