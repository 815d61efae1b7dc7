/* SPDX-License-Identifier: MIT */
#include "reports/excerpt.h"

#include "reports/escape.h"

/* A line with more columns is cut to a window around the caret. */
#define COLUMNS_MAX 200
#define WINDOW 160
/* What is shown before the caret. */
#define WINDOW_BEFORE 60

#define ELLIPSIS "\xe2\x80\xa6"
#define GUTTER 5

/* Columns of the widened line, from `begin` up to `end`. */
struct window {
	size_t begin;
	size_t end;
	bool is_cut;
};

struct caret {
	size_t column;
	size_t width;
};

static struct str line_trim(struct str line)
{
	while (line.len && (line.p[line.len - 1] == '\n' || line.p[line.len - 1] == '\r')) {
		line.len--;
	}
	return line;
}

/* How many columns the first `bytes` bytes take. */
static size_t columns(struct str line, size_t bytes)
{
	struct buf cell;
	size_t column = 0;
	size_t at = 0;
	buf_init(&cell);
	while (at < line.len && at < bytes) {
		buf_clear(&cell);
		column += escape_cell(&cell, line, &at, column);
	}
	buf_finish(&cell);
	return column;
}

static struct caret caret_of(const struct place *place, struct str line)
{
	size_t first = place->column ? place->column - 1 : 0;
	size_t column = columns(line, first);
	size_t width = columns(line, size_add(first, place->width)) - column;
	return (struct caret){ column, width ? width : 1 };
}

static struct window window_of(const struct caret *caret, size_t total)
{
	if (total <= COLUMNS_MAX) {
		return (struct window){ 0, total, false };
	}
	size_t begin = caret->column > WINDOW_BEFORE ? caret->column - WINDOW_BEFORE : 0;
	return (struct window){ begin, begin + WINDOW, true };
}

static void line_write(struct buf *out, struct str line, const struct window *window)
{
	struct buf cell;
	size_t column = 0;
	size_t at = 0;
	buf_init(&cell);
	buf_add_cstr(out, window->begin ? ELLIPSIS : "");
	while (at < line.len && (!window->is_cut || column < window->end)) {
		buf_clear(&cell);
		size_t width = escape_cell(&cell, line, &at, column);
		if (column >= window->begin) {
			buf_add(out, buf_str(&cell));
		} else if (column + width > window->begin) {
			/* A wide character that the window cuts. */
			buf_add_repeat(out, ' ', column + width - window->begin);
		}
		column += width;
	}
	buf_add_cstr(out, at < line.len ? ELLIPSIS : "");
	buf_finish(&cell);
}

/* "   87 | ", or without a number the same width. */
static void gutter_write(struct buf *out, uint32_t number, size_t width)
{
	if (number) {
		buf_fmt(out, "%*u | ", (int)width, number);
	} else {
		buf_add_repeat(out, ' ', width);
		buf_add_cstr(out, " | ");
	}
}

static void numbered_write(struct buf *out, uint32_t number, size_t gutter, struct str line,
		const struct window *window)
{
	gutter_write(out, number, gutter);
	line_write(out, line, window);
	while (out->len && out->p[out->len - 1] == ' ') {
		out->p[--out->len] = '\0';
	}
	buf_add_char(out, '\n');
}

static void label_write(struct buf *out, const struct excerpt *excerpt, const struct caret *caret)
{
	if (excerpt->color) {
		buf_fmt(out, "\x1b[%sm", excerpt->color);
	}
	if (caret) {
		buf_add_repeat(out, '^', caret->width);
		buf_add_cstr(out, excerpt->label.len ? " " : "");
	}
	escape_text(out, excerpt->label);
	buf_add_cstr(out, excerpt->color ? "\x1b[0m\n" : "\n");
}

static size_t digits(uint32_t number)
{
	size_t count = 1;
	while (number >= 10) {
		number /= 10;
		count++;
	}
	return count;
}

void excerpt_write(struct buf *out, const struct excerpt *excerpt)
{
	struct str line = line_trim(excerpt->line);
	struct str before = line_trim(excerpt->line_before);
	uint32_t number = excerpt->place.line;
	size_t gutter = digits(number) > GUTTER ? digits(number) : GUTTER;
	if (line.len == 0 || number == 0) {
		if (excerpt->label.len) {
			gutter_write(out, 0, gutter);
			label_write(out, excerpt, NULL);
		}
		return;
	}
	struct caret caret = caret_of(&excerpt->place, line);
	struct window window = window_of(&caret, columns(line, line.len));
	if (before.len && number > 1) {
		struct window all = { 0, COLUMNS_MAX, true };
		numbered_write(out, number - 1, gutter, before, window.is_cut ? &window : &all);
	}
	numbered_write(out, number, gutter, line, &window);
	if (window.is_cut && caret.column + caret.width > window.end) {
		caret.width = window.end - caret.column;
	}
	gutter_write(out, 0, gutter);
	buf_add_repeat(out, ' ', caret.column - window.begin + (window.begin ? 1 : 0));
	label_write(out, excerpt, &caret);
}
