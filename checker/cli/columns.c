/* SPDX-License-Identifier: MIT */
#include "cli/columns.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "reports/escape.h"

void columns_add(struct columns *columns, struct str text)
{
	struct buf out = { 0 };

	escape_text(&out, text);
	*vec_add(&columns->cells, columns->arena) = str_dup(columns->arena, buf_str(&out));
	buf_finish(&out);
}

static void blanks_trim(struct buf *out)
{
	while (out->len && out->p[out->len - 1] == ' ') {
		out->len--;
		out->p[out->len] = '\0';
	}
}

void columns_write(const struct columns *columns, struct buf *out)
{
	size_t widths[COLUMNS_MOST] = { 0 };

	for (size_t i = 0; i < columns->cells.len; i++) {
		size_t width = utf8_width(columns->cells.p[i]);
		size_t *widest = &widths[i % columns->count];
		*widest = width > *widest ? width : *widest;
	}
	for (size_t i = 0; i < columns->cells.len; i++) {
		size_t column = i % columns->count;
		struct str cell = columns->cells.p[i];
		size_t blanks = widths[column] - utf8_width(cell);
		bool is_right = columns->is_right[column];
		buf_add_repeat(out, ' ', is_right ? blanks : 0);
		buf_add(out, cell);
		if (column + 1 < columns->count) {
			buf_add_repeat(out, ' ', (is_right ? 0 : blanks) + 2);
		} else {
			blanks_trim(out);
			buf_add_char(out, '\n');
		}
	}
}
