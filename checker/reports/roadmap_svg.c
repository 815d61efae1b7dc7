/* SPDX-License-Identifier: MIT */
/*
 * The roadmap as a drawing.  Both plans have the rows in common: side by side
 * where that is not too wide, else one below the other.
 *
 *	            as it is                        as proposed
 *	            M1      M2      M3              M1      M2      M3
 *	catalogue   [a][b]                          [a]     [b]
 *	orders              [c][d]                  [c]     [d]
 *
 * Text is cut by its estimated width, and a tooltip has all of it.  Colours are
 * in classes, so that the drawing follows the surroundings.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "facts/code.h"
#include "formats/xml_writer.h"
#include "reports/escape.h"
#include "reports/roadmap.h"
#include "reports/roadmap_grid.h"

#define PAD 20
#define TITLE_HEIGHT 62
#define PLAN_HEIGHT 46
#define HEAD_HEIGHT 58
#define NAME_WIDTH 112
#define COLUMN_WIDTH 136
#define PLANS_GAP 36
#define BOX_HEIGHT 24
#define BOX_GAP 5
#define ROW_PAD 9
#define LEGEND_HEIGHT 44
/* Wider than this, the plans stand one below the other. */
#define SIDE_BY_SIDE_MOST 1300
/* The width of a letter of 12 and of 11 units, on the average and a little more. */
#define LETTER 6.6
#define SMALL_LETTER 6.1

static const char style[] =
		":root{color-scheme:light dark}"
		"text{font:12px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#1f2328}"
		".title{font-size:17px;font-weight:600}"
		".plan{font-size:14px;font-weight:600}"
		".name{font-weight:600}"
		".small{font-size:11px}"
		".faint{fill:#59636e}"
		".paper{fill:#fff}"
		".band{fill:#f6f8fa}"
		".head{fill:#eaeef2}"
		".head-whole{fill:#d2f0da}"
		".whole{fill:#116329;font-weight:600}"
		".line{stroke:#d1d9e0}"
		".long{fill:#ddf4ff;stroke:#54a3e8}"
		".short{fill:#fff8c5;stroke:#d4a72c}"
		".unsaid{fill:#fff;stroke:#818b98}"
		".fixed{stroke-dasharray:3 2}"
		".moved{stroke-width:2}"
		"@media(prefers-color-scheme:dark){"
		"text{fill:#e6edf3}.faint{fill:#9198a1}.paper{fill:#0d1117}.band{fill:#151b23}"
		".head{fill:#212830}.head-whole{fill:#12351f}.whole{fill:#56d364}.line{stroke:#3d444d}"
		".long{fill:#0c2d4d;stroke:#388bfd}.short{fill:#3a2d08;stroke:#bb8009}"
		".unsaid{fill:#0d1117;stroke:#656c76}}";

struct svg {
	struct xml_writer *xml;
	struct arena *arena;
	const struct roadmap *roadmap;
	uint32_t rows;
	uint32_t columns;
	/* By row, from the top of the first. */
	int64_t *row_tops;
	int64_t rows_height;
};

/* ---- pieces ---- */

/* Without what a terminal or a browser would obey, and cut to what has room. */
static struct str cut(const struct svg *svg, struct str text, double room, double letter)
{
	struct buf out = { 0 };
	size_t at = 0;
	double width = 0;
	escape_prose(&out, text);
	struct str whole = str_dup(svg->arena, buf_str(&out));
	buf_finish(&out);
	size_t end = 0;
	while (at < whole.len) {
		width += utf8_columns(utf8_next(whole, &at)) * letter;
		/* As far as it goes with the mark of a cut behind it. */
		end = width + letter <= room ? at : end;
	}
	return width <= room ? whole
			     : str_fmt(svg->arena, STR_FMT "\xe2\x80\xa6",
					       STR_ARG(str_slice(whole, 0, end)));
}

static void rect(const struct svg *svg, const char *class, int64_t x, int64_t y, int64_t width,
		int64_t height, int64_t radius)
{
	struct xml_writer *xml = svg->xml;
	xml_element(xml, "rect");
	xml_attribute(xml, "class", str_of(class));
	xml_attribute_num(xml, "x", x);
	xml_attribute_num(xml, "y", y);
	xml_attribute_num(xml, "width", width);
	xml_attribute_num(xml, "height", height);
	if (radius) {
		xml_attribute_num(xml, "rx", radius);
	}
	xml_end(xml);
}

static void text(const struct svg *svg, const char *class, int64_t x, int64_t y, struct str words)
{
	xml_element(svg->xml, "text");
	xml_attribute(svg->xml, "class", str_of(class));
	xml_attribute_num(svg->xml, "x", x);
	xml_attribute_num(svg->xml, "y", y);
	xml_text(svg->xml, words);
	xml_end(svg->xml);
}

static void line(const struct svg *svg, int64_t x1, int64_t x2, int64_t y)
{
	xml_element(svg->xml, "line");
	xml_attribute(svg->xml, "class", STR("line"));
	xml_attribute_num(svg->xml, "x1", x1);
	xml_attribute_num(svg->xml, "x2", x2);
	xml_attribute_num(svg->xml, "y1", y);
	xml_attribute_num(svg->xml, "y2", y);
	xml_end(svg->xml);
}

/* All of a name, where the pointer rests. */
static void tooltip(const struct svg *svg, struct str words)
{
	xml_element(svg->xml, "title");
	xml_text(svg->xml, words);
	xml_end(svg->xml);
}

/* ---- rows ---- */

static int64_t cell_height(const struct roadmap_grid *grid, uint32_t row, uint32_t column)
{
	uint32_t len;
	uint32_t more;
	(void)roadmap_cell(grid, row, column, &len, &more);
	int64_t boxes = (int64_t)len + (more > 0);
	return (boxes ? boxes : 1) * (BOX_HEIGHT + BOX_GAP) - BOX_GAP + (int64_t)2 * ROW_PAD;
}

static void rows_measure(struct svg *svg, const struct roadmap_grid *grids, size_t count)
{
	svg->row_tops = arena_new_array(svg->arena, int64_t, (size_t)svg->rows + 1);
	for (uint32_t row = 0; row < svg->rows; row++) {
		int64_t height = 0;
		for (size_t g = 0; g < count; g++) {
			for (uint32_t column = 0; column < svg->columns; column++) {
				int64_t needs = cell_height(&grids[g], row, column);
				height = needs > height ? needs : height;
			}
		}
		svg->row_tops[row + 1] = svg->row_tops[row] + height;
	}
	svg->rows_height = svg->row_tops[svg->rows];
}

static void names_draw(const struct svg *svg, int64_t x, int64_t top)
{
	for (uint32_t row = 0; row < svg->rows; row++) {
		struct str name = svg->roadmap->services.p[row];
		int64_t y = top + svg->row_tops[row];
		xml_element(svg->xml, "g");
		tooltip(svg, cut(svg, name, 600, LETTER));
		text(svg, "name", x, y + ROW_PAD + 16,
				cut(svg, name, NAME_WIDTH - 12, LETTER + 0.6));
		xml_end(svg->xml);
	}
}

/* ---- a plan ---- */

static const char *box_class(
		const struct roadmap_grid *grid, const struct roadmap_fragment *fragment)
{
	static const char *const classes[][3] = {
		[ROADMAP_UNSAID] = { "unsaid", "unsaid fixed", "unsaid moved" },
		[ROADMAP_SHORT] = { "short", "short fixed", "short moved" },
		[ROADMAP_LONG] = { "long", "long fixed", "long moved" },
	};
	enum roadmap_move move = roadmap_move_of(grid, fragment);
	unsigned variant = move == ROADMAP_IS_FIXED ? 1 : move == ROADMAP_STAYS ? 0 : 2;
	return classes[fragment->term][variant];
}

static void box_draw(const struct svg *svg, const struct roadmap_grid *grid,
		const struct roadmap_fragment *fragment, int64_t x, int64_t y)
{
	static const char *const marks[] = {
		[ROADMAP_STAYS] = "",
		[ROADMAP_IS_FIXED] = "",
		[ROADMAP_EARLIER] = "\xe2\x97\x82 ",
		[ROADMAP_LATER] = "\xe2\x96\xb8 ",
	};
	const char *mark = marks[roadmap_move_of(grid, fragment)];
	struct str value = register_text(fragment->entry, STR("value"));
	struct str words = str_fmt(svg->arena, "%s" STR_FMT, mark, STR_ARG(fragment->entry->id));
	struct str about = str_fmt(svg->arena, STR_FMT ": " STR_FMT, STR_ARG(fragment->entry->id),
			STR_ARG(value));
	xml_element(svg->xml, "g");
	tooltip(svg, cut(svg, about, 2000, LETTER));
	rect(svg, box_class(grid, fragment), x, y, COLUMN_WIDTH - 12, BOX_HEIGHT, 5);
	text(svg, "small", x + 8, y + 16, cut(svg, words, COLUMN_WIDTH - 28, SMALL_LETTER));
	xml_end(svg->xml);
}

static void cells_draw(
		const struct svg *svg, const struct roadmap_grid *grid, int64_t left, int64_t top)
{
	for (uint32_t row = 0; row < svg->rows; row++) {
		for (uint32_t column = 0; column < svg->columns; column++) {
			uint32_t len;
			uint32_t more;
			const uint32_t *list = roadmap_cell(grid, row, column, &len, &more);
			int64_t x = left + (int64_t)column * COLUMN_WIDTH + 6;
			int64_t y = top + svg->row_tops[row] + ROW_PAD;
			for (uint32_t i = 0; i < len; i++) {
				box_draw(svg, grid, &svg->roadmap->fragments[list[i]], x, y);
				y += BOX_HEIGHT + BOX_GAP;
			}
			if (more) {
				text(svg, "small faint", x + 8, y + 15,
						str_fmt(svg->arena, "and %u more", more));
			}
		}
	}
}

static void heads_draw(
		const struct svg *svg, const struct roadmap_grid *grid, int64_t left, int64_t top)
{
	for (uint32_t column = 0; column < svg->columns; column++) {
		const struct roadmap_milestone *milestone = &svg->roadmap->milestones[column];
		bool is_whole = grid->plan->is_whole[column];
		int64_t x = left + (int64_t)column * COLUMN_WIDTH;
		struct buf day = { 0 };
		roadmap_day_write(milestone, &day);
		xml_element(svg->xml, "g");
		tooltip(svg, cut(svg, milestone->title, 2000, LETTER));
		rect(svg, is_whole ? "head-whole" : "head", x + 2, top, COLUMN_WIDTH - 4,
				HEAD_HEIGHT - 6, 6);
		text(svg, "name", x + 10, top + 17,
				cut(svg, milestone->entry->id, COLUMN_WIDTH - 20, LETTER + 0.6));
		text(svg, "small faint", x + 10, top + 32, str_dup(svg->arena, buf_str(&day)));
		text(svg, is_whole ? "small whole" : "small faint", x + 10, top + 46,
				is_whole ? STR("end to end") : STR("not end to end"));
		xml_end(svg->xml);
		buf_finish(&day);
	}
}

static int64_t plan_width(const struct svg *svg)
{
	return (int64_t)svg->columns * COLUMN_WIDTH;
}

static int64_t plan_height(const struct svg *svg)
{
	return PLAN_HEIGHT + HEAD_HEIGHT + svg->rows_height;
}

/* Its rows begin PLAN_HEIGHT + HEAD_HEIGHT below `top`. */
static void plan_draw(
		const struct svg *svg, const struct roadmap_grid *grid, int64_t left, int64_t top)
{
	int64_t width = plan_width(svg);
	int64_t first = top + PLAN_HEIGHT + HEAD_HEIGHT;
	struct buf reach = { 0 };
	roadmap_plan_reach(grid, &reach);
	text(svg, "plan", left + 2, top + 14, str_of(roadmap_plan_name(grid)));
	text(svg, "small faint", left + 2, top + 32,
			cut(svg, buf_str(&reach), (double)width, SMALL_LETTER));
	buf_finish(&reach);
	heads_draw(svg, grid, left, top + PLAN_HEIGHT);
	for (uint32_t row = 0; row < svg->rows; row += 2) {
		rect(svg, "band", left, first + svg->row_tops[row], width,
				svg->row_tops[row + 1] - svg->row_tops[row], 0);
	}
	cells_draw(svg, grid, left, first);
	line(svg, left, left + width, first + svg->rows_height);
}

/* ---- the whole ---- */

static void legend_draw(const struct svg *svg, int64_t x, int64_t y, bool is_moved)
{
	static const struct {
		const char *class;
		const char *words;
		int64_t width;
	} items[] = {
		{ "short", "short term", 96 },
		{ "long", "long term", 92 },
		{ "unsaid fixed", "begun or done", 122 },
		{ "unsaid moved", "\xe2\x97\x82 earlier, \xe2\x96\xb8 later than planned", 190 },
	};

	for (size_t i = 0; i < COUNT_OF(items) - !is_moved; i++) {
		rect(svg, items[i].class, x, y, 18, 12, 3);
		text(svg, "small faint", x + 24, y + 10, str_of(items[i].words));
		x += items[i].width;
	}
}

static void left_out_draw(const struct svg *svg, int64_t x, int64_t y)
{
	const struct roadmap *roadmap = svg->roadmap;
	size_t rows = roadmap->services.len - svg->rows;
	uint32_t columns = roadmap->milestone_count - svg->columns;
	if (rows || columns || roadmap->unplaced) {
		text(svg, "small faint", x, y,
				str_fmt(svg->arena,
						"not drawn: %zu services, %u milestones, %u fragments "
						"in no milestone",
						rows, columns, roadmap->unplaced));
	}
}

static void title_draw(const struct svg *svg, const struct roadmap_grid *grids, size_t count)
{
	struct buf words = { 0 };
	for (size_t g = 0; g < count; g++) {
		buf_fmt(&words, "%s%s: ", g ? "; " : "", roadmap_plan_name(&grids[g]));
		roadmap_plan_reach(&grids[g], &words);
	}
	tooltip(svg, STR("Roadmap"));
	xml_element(svg->xml, "desc");
	xml_text(svg->xml, cut(svg, buf_str(&words), 4000, LETTER));
	xml_end(svg->xml);
	buf_finish(&words);
}

static void svg_open(const struct svg *svg, int64_t width, int64_t height)
{
	xml_element(svg->xml, "svg");
	xml_attribute(svg->xml, "xmlns", STR("http://www.w3.org/2000/svg"));
	xml_attribute(svg->xml, "viewBox",
			str_fmt(svg->arena, "0 0 %lld %lld", (long long)width, (long long)height));
	xml_attribute_num(svg->xml, "width", width);
	xml_attribute_num(svg->xml, "height", height);
	xml_attribute(svg->xml, "role", STR("img"));
}

static void page_draw(struct svg *svg, const struct roadmap_grid *grids, size_t count)
{
	const struct roadmap *roadmap = svg->roadmap;
	int64_t both = NAME_WIDTH + 2 * plan_width(svg) + PLANS_GAP;
	bool is_beside = count > 1 && both <= SIDE_BY_SIDE_MOST;
	int64_t inner = is_beside ? both : NAME_WIDTH + plan_width(svg);
	/* The legend wants some room, too. */
	inner = inner < 640 ? 640 : inner;
	size_t plans_down = is_beside ? 1 : count;
	int64_t width = inner + (int64_t)2 * PAD;
	int64_t height = PAD + TITLE_HEIGHT + LEGEND_HEIGHT
			 + (int64_t)plans_down * (plan_height(svg) + PLANS_GAP);
	svg_open(svg, width, height);
	title_draw(svg, grids, count);
	xml_element(svg->xml, "style");
	xml_text(svg->xml, str_of(style));
	xml_end(svg->xml);
	rect(svg, "paper", 0, 0, width, height, 0);
	text(svg, "title", PAD, PAD + 16, STR("Roadmap"));
	text(svg, "faint", PAD, PAD + 38,
			str_fmt(svg->arena,
					"%u fragments in %u milestones: %u for the short term, %u for the "
					"long",
					roadmap->fragment_count, roadmap->milestone_count,
					roadmap->shorts, roadmap->longs));
	for (size_t g = 0; g < count; g++) {
		int64_t left = PAD + NAME_WIDTH
			       + (is_beside ? (int64_t)g * (plan_width(svg) + PLANS_GAP) : 0);
		int64_t top = PAD + TITLE_HEIGHT
			      + (is_beside ? 0 : (int64_t)g * (plan_height(svg) + PLANS_GAP));
		if (g == 0 || !is_beside) {
			names_draw(svg, PAD, top + PLAN_HEIGHT + HEAD_HEIGHT);
		}
		plan_draw(svg, &grids[g], left, top);
	}
	legend_draw(svg, PAD, height - LEGEND_HEIGHT, count > 1);
	left_out_draw(svg, PAD, height - 14);
	xml_end(svg->xml);
}

void roadmap_svg(const struct roadmap *roadmap, struct buf *out)
{
	struct arena *arena = arena_create();
	struct xml_writer xml;
	struct roadmap_grid grids[2] = { roadmap_grid_of(roadmap, false, arena) };
	size_t count = 1;
	if (roadmap->is_better) {
		grids[count++] = roadmap_grid_of(roadmap, true, arena);
	}
	struct svg svg = {
		.xml = &xml,
		.arena = arena,
		.roadmap = roadmap,
		.rows = grids[0].rows,
		.columns = grids[0].columns,
	};
	rows_measure(&svg, grids, count);
	xml_begin(&xml, out);
	page_draw(&svg, grids, count);
	xml_finish(&xml);
	arena_destroy(arena);
}
