/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/utf8.h"
#include "facts/code.h"
#include "reports/escape.h"
#include "reports/roadmap.h"
#include "reports/roadmap_grid.h"

/* Columns of text that a line has, that names of services may take, and that a cell may. */
#define LINE_WIDTH 100
#define NAME_MOST 18
#define CELL_WIDTH_MOST 24
#define GAP 2
/* Services that a sentence names. */
#define NAMES_SHOWN 12

struct drawing {
	const struct roadmap_grid *grid;
	struct arena *arena;
	struct buf *out;
	size_t name_width;
	/* By column. */
	size_t *widths;
};

/* Escaped, and cut to `most` columns with three dots. */
static struct str shown(const struct drawing *drawing, struct str text, size_t most)
{
	struct buf out = { 0 };
	escape_prose(&out, text);
	struct str whole = str_dup(drawing->arena, buf_str(&out));
	buf_finish(&out);
	if (utf8_width(whole) <= most) {
		return whole;
	}
	size_t at = 0;
	size_t end = 0;
	size_t width = 0;
	while (at < whole.len && width + 3 <= most) {
		end = at;
		width += utf8_columns(utf8_next(whole, &at));
	}
	return str_fmt(drawing->arena, STR_FMT "...", STR_ARG(str_slice(whole, 0, end)));
}

static void cell_write(const struct drawing *drawing, struct str text, size_t width)
{
	size_t has = utf8_width(text);
	buf_add(drawing->out, text);
	buf_add_repeat(drawing->out, ' ', (has < width ? width - has : 0) + GAP);
}

static void line_end(struct buf *out)
{
	while (out->len && out->p[out->len - 1] == ' ') {
		out->len--;
		out->p[out->len] = '\0';
	}
	buf_add_char(out, '\n');
}

static struct str fragment_text(
		const struct drawing *drawing, const struct roadmap_fragment *fragment)
{
	static const char *const marks[] = {
		[ROADMAP_STAYS] = "",
		[ROADMAP_IS_FIXED] = " =",
		[ROADMAP_EARLIER] = " <",
		[ROADMAP_LATER] = " >",
	};
	const char *mark = marks[roadmap_move_of(drawing->grid, fragment)];
	struct str name = shown(drawing, fragment->entry->id, CELL_WIDTH_MOST - 2);
	return str_fmt(drawing->arena, STR_FMT "%s", STR_ARG(name), mark);
}

static struct str head_text(const struct drawing *drawing, uint32_t column)
{
	const struct roadmap *roadmap = drawing->grid->roadmap;
	return shown(drawing, roadmap->milestones[column].entry->id, CELL_WIDTH_MOST);
}

static struct str day_text(const struct drawing *drawing, uint32_t column)
{
	struct buf out = { 0 };
	roadmap_day_write(&drawing->grid->roadmap->milestones[column], &out);
	struct str text = str_dup(drawing->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static struct str more_text(const struct drawing *drawing, uint32_t more)
{
	return str_fmt(drawing->arena, "and %u more", more);
}

static void widen(size_t *width, struct str text)
{
	size_t has = utf8_width(text);
	*width = has > *width ? has : *width;
}

static void widths_fill(struct drawing *drawing)
{
	const struct roadmap_grid *grid = drawing->grid;
	drawing->widths = arena_new_array(drawing->arena, size_t, grid->columns);
	drawing->name_width = sizeof("as proposed") - 1;
	for (uint32_t row = 0; row < grid->rows; row++) {
		widen(&drawing->name_width,
				shown(drawing, grid->roadmap->services.p[row], NAME_MOST));
	}
	for (uint32_t column = 0; column < grid->columns; column++) {
		size_t *width = &drawing->widths[column];
		widen(width, head_text(drawing, column));
		widen(width, day_text(drawing, column));
		for (uint32_t row = 0; row < grid->rows; row++) {
			uint32_t len;
			uint32_t more;
			const uint32_t *list = roadmap_cell(grid, row, column, &len, &more);
			for (uint32_t i = 0; i < len; i++) {
				widen(width, fragment_text(drawing,
							     &grid->roadmap->fragments[list[i]]));
			}
			if (more) {
				widen(width, more_text(drawing, more));
			}
		}
	}
}

/* One service in the columns from `first` up to `end`: as many lines as its longest cell has. */
static void row_write(const struct drawing *drawing, uint32_t row, uint32_t first, uint32_t end)
{
	const struct roadmap_grid *grid = drawing->grid;
	uint32_t lines = 1;
	for (uint32_t line = 0; line < lines; line++) {
		struct str name = line ? STR("")
				       : shown(drawing, grid->roadmap->services.p[row], NAME_MOST);
		cell_write(drawing, name, drawing->name_width);
		for (uint32_t column = first; column < end; column++) {
			uint32_t len;
			uint32_t more;
			const uint32_t *list = roadmap_cell(grid, row, column, &len, &more);
			uint32_t all = len + (more > 0);
			struct str text = STR("");
			if (line < len) {
				text = fragment_text(
						drawing, &grid->roadmap->fragments[list[line]]);
			} else if (line < all) {
				text = more_text(drawing, more);
			}
			lines = all > lines ? all : lines;
			cell_write(drawing, text, drawing->widths[column]);
		}
		line_end(drawing->out);
	}
}

static void block_write(const struct drawing *drawing, uint32_t first, uint32_t end)
{
	const struct roadmap_grid *grid = drawing->grid;
	cell_write(drawing, str_of(roadmap_plan_name(grid)), drawing->name_width);
	for (uint32_t column = first; column < end; column++) {
		cell_write(drawing, head_text(drawing, column), drawing->widths[column]);
	}
	line_end(drawing->out);
	cell_write(drawing, STR(""), drawing->name_width);
	for (uint32_t column = first; column < end; column++) {
		cell_write(drawing, day_text(drawing, column), drawing->widths[column]);
	}
	line_end(drawing->out);
	for (uint32_t row = 0; row < grid->rows; row++) {
		row_write(drawing, row, first, end);
	}
	cell_write(drawing, STR("end to end"), drawing->name_width);
	for (uint32_t column = first; column < end; column++) {
		cell_write(drawing, grid->plan->is_whole[column] ? STR("yes") : STR("no"),
				drawing->widths[column]);
	}
	line_end(drawing->out);
	buf_add_char(drawing->out, '\n');
}

/* As many columns at a time as a line has room for. */
static void grid_write(const struct roadmap_grid *grid, struct arena *arena, struct buf *out)
{
	struct drawing drawing = { .grid = grid, .arena = arena, .out = out };
	uint32_t first = 0;
	widths_fill(&drawing);
	while (first < grid->columns) {
		size_t width = drawing.name_width + GAP + drawing.widths[first];
		uint32_t end = first + 1;
		while (end < grid->columns && width + GAP + drawing.widths[end] <= LINE_WIDTH) {
			width += GAP + drawing.widths[end++];
		}
		block_write(&drawing, first, end);
		first = end;
	}
}

/* ---- in words ---- */

static void reach_write(const struct roadmap_grid *grid, struct buf *out)
{
	struct buf text = { 0 };
	buf_fmt(out, "%-15s", roadmap_plan_name(grid));
	roadmap_plan_reach(grid, &text);
	escape_prose(out, buf_str(&text));
	buf_finish(&text);
	if (grid->is_proposed) {
		uint32_t moved = roadmap_moved(grid->roadmap);
		buf_fmt(out, "; %u fragment%s moved", moved, moved == 1 ? "" : "s");
	}
	buf_add_char(out, '\n');
}

static void chain_write(const struct roadmap *roadmap, struct buf *out)
{
	if (roadmap->chain_len < 2 || !roadmap->is_better) {
		return;
	}
	buf_add_cstr(out, "built in turn  ");
	for (uint32_t i = 0; i < roadmap->chain_len && i < NAMES_SHOWN; i++) {
		buf_add_cstr(out, i ? ", then " : "");
		escape_prose(out, roadmap->services.p[roadmap->chain[i]]);
	}
	if (roadmap->chain_len > NAMES_SHOWN) {
		buf_fmt(out, ", and %u more", roadmap->chain_len - NAMES_SHOWN);
	}
	buf_add_cstr(out, ": each is complete before the next begins\n");
}

static void left_out_write(const struct roadmap_grid *grid, struct buf *out)
{
	const struct roadmap *roadmap = grid->roadmap;
	size_t rows = roadmap->services.len - grid->rows;
	uint32_t columns = roadmap->milestone_count - grid->columns;
	if (rows || columns) {
		buf_fmt(out,
				"not drawn      %zu more services, %u more milestones: "
				"--format json has all\n",
				rows, columns);
	}
	if (roadmap->unplaced) {
		buf_fmt(out, "no milestone   %u fragment%s\n", roadmap->unplaced,
				roadmap->unplaced == 1 ? "" : "s");
	}
	if (roadmap->stuck_count) {
		buf_fmt(out, "never ready    %u fragment%s: in a circle, or waiting for one\n",
				roadmap->stuck_count, roadmap->stuck_count == 1 ? "" : "s");
	}
}

static void milestones_write(const struct roadmap_grid *grid, struct buf *out)
{
	const struct roadmap *roadmap = grid->roadmap;
	for (uint32_t column = 0; column < grid->columns; column++) {
		const struct roadmap_milestone *milestone = &roadmap->milestones[column];
		struct str moves = register_text(milestone->entry, STR("moves"));
		escape_prose(out, milestone->entry->id);
		buf_add_cstr(out, "  ");
		escape_prose(out, milestone->title);
		buf_add_cstr(out, "; moves ");
		escape_prose(out, moves.len ? moves : STR("nothing that is named"));
		buf_fmt(out, "; %u short, %u long\n", milestone->shorts, milestone->longs);
	}
}

void roadmap_text(const struct roadmap *roadmap, struct buf *out)
{
	struct arena *arena = arena_create();
	struct roadmap_grid as_is = roadmap_grid_of(roadmap, false, arena);
	grid_write(&as_is, arena, out);
	if (roadmap->is_better) {
		struct roadmap_grid proposed = roadmap_grid_of(roadmap, true, arena);
		grid_write(&proposed, arena, out);
		reach_write(&as_is, out);
		reach_write(&proposed, out);
		chain_write(roadmap, out);
		buf_add_cstr(out,
				"marks          < earlier than planned, > later, = begun or done\n");
	} else {
		reach_write(&as_is, out);
		buf_add_cstr(out,
				"as proposed    the same: no other order brings anything earlier\n");
	}
	buf_fmt(out, "fragments      %u short, %u long, of %u\n", roadmap->shorts, roadmap->longs,
			roadmap->fragment_count);
	left_out_write(&as_is, out);
	buf_add_char(out, '\n');
	milestones_write(&as_is, out);
	arena_destroy(arena);
}
