/* SPDX-License-Identifier: MIT */
#include "sources/deployments/cells.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"

struct cells {
	struct arena *arena;
	struct str path;
	struct str rest;
	uint32_t line;
	struct str list[CELLS_MOST];
	size_t len;
};

static bool cells_wrong(const struct cells *cells, const char *what, struct problems *problems)
{
	return problem_add(problems, (struct place){ .path = cells->path, .line = cells->line },
			STR("write it as RFC 4180 has it: id,at,commit,service,class"), "%s", what);
}

/* "a ""quoted"" cell": up to its end, `rest` behind the closing quote; false without one. */
static bool quoted_take(struct cells *cells, struct str *cell)
{
	struct buf text;
	bool is_closed = false;
	size_t i = 1;

	buf_init(&text);
	while (i < cells->rest.len && !is_closed) {
		bool is_quote = cells->rest.p[i] == '"';
		bool is_double = is_quote && i + 1 < cells->rest.len && cells->rest.p[i + 1] == '"';
		is_closed = is_quote && !is_double;
		if (!is_closed) {
			buf_add_char(&text, cells->rest.p[i]);
		}
		i += is_double ? 2 : 1;
	}
	*cell = str_dup(cells->arena, buf_str(&text));
	cells->rest = str_from(cells->rest, i);
	buf_finish(&text);
	return is_closed;
}

static void plain_take(struct cells *cells, struct str *cell)
{
	size_t end = 0;
	while (end < cells->rest.len && cells->rest.p[end] != ',' && cells->rest.p[end] != '\n') {
		end++;
	}
	*cell = str_trim(str_slice(cells->rest, 0, end));
	cells->rest = str_from(cells->rest, end);
}

/* What stands behind a cell: true at the end of the line, which is taken too. */
static bool end_take(struct cells *cells, bool *is_wrong)
{
	if (cells->rest.len > 0 && cells->rest.p[0] == '\r') {
		cells->rest = str_from(cells->rest, 1);
	}
	bool is_end = cells->rest.len == 0 || cells->rest.p[0] == '\n';
	*is_wrong = !is_end && cells->rest.p[0] != ',';
	cells->rest = str_from(cells->rest, cells->rest.len > 0);
	return is_end;
}

static bool line_take(struct cells *cells, struct problems *problems)
{
	bool is_end = false;
	bool is_wrong = false;

	cells->line++;
	cells->len = 0;
	while (!is_end && !is_wrong) {
		struct str cell;
		if (cells->len == CELLS_MOST) {
			return cells_wrong(cells, "this line has more than 64 cells", problems);
		}
		if (cells->rest.len > 0 && cells->rest.p[0] == '"') {
			if (!quoted_take(cells, &cell)) {
				return cells_wrong(cells, "a quote is not closed", problems);
			}
		} else {
			plain_take(cells, &cell);
		}
		cells->list[cells->len++] = cell;
		is_end = end_take(cells, &is_wrong);
	}
	return !is_wrong || cells_wrong(cells, "something stands behind a closed quote", problems);
}

static struct node map_of(const struct cells *cells, const struct str *names)
{
	struct place place = { .path = cells->path, .line = cells->line };
	struct node map = { .kind = NODE_MAP, .place = place };

	map.items = arena_new_array(cells->arena, struct node, cells->len);
	for (size_t i = 0; i < cells->len; i++) {
		if (cells->list[i].len > 0) {
			map.items[map.len++] = (struct node){
				.kind = NODE_SCALAR,
				.is_quoted = true,
				.place = place,
				.text = str_dup(cells->arena, cells->list[i]),
				.key = names[i],
				.key_place = place,
			};
		}
	}
	return map;
}

bool cells_read(struct arena *arena, struct str path, struct str text, json_line_fn *fn, void *ctx,
		struct problems *problems)
{
	struct cells cells = { .arena = arena, .path = path, .rest = text };
	struct str names[CELLS_MOST];
	size_t count = 0;
	bool is_good = true;

	while (cells.rest.len > 0) {
		if (cells.line == JSON_LINES_MAX) {
			return cells_wrong(
					&cells, "the file has more than 1000000 lines", problems);
		}
		if (!line_take(&cells, problems)) {
			return false;
		}
		bool is_head = cells.line == 1;
		for (size_t i = 0; is_head && i < cells.len; i++) {
			names[count++] = str_dup(arena, cells.list[i]);
		}
		if (is_head || (cells.len == 1 && cells.list[0].len == 0)) {
			continue;
		}
		if (cells.len != count) {
			is_good = cells_wrong(&cells,
					"this line has another number of cells than the "
					"first",
					problems);
			continue;
		}
		const struct node map = map_of(&cells, names);
		is_good = fn(&map, cells.line, problems, ctx) && is_good;
	}
	return is_good;
}
