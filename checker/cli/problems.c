/* SPDX-License-Identifier: MIT */
#include "cli/problems.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "cli/show.h"
#include "config/config.h"
#include "config/extends.h"

/* Longer lines are not quoted: nobody reads them, and the caret would be lost. */
#define EXCERPT_MOST 400

/* The file that the last excerpt came from: problems are sorted by it. */
struct quoted {
	struct str path;
	struct buf text;
	bool is_there;
};

/* Line `number` of the text; empty if there is none. */
static struct str line_of(struct str text, uint32_t number)
{
	struct str line = STR("");
	for (uint32_t i = 0; i < number; i++) {
		if (!str_split(&text, '\n', &line)) {
			return STR("");
		}
	}
	return line;
}

static struct str quote(struct quoted *quoted, const struct root *root, const struct place *place)
{
	if (!root || place->line == 0 || place->path.len == 0) {
		return STR("");
	}
	if (str_starts(place->path, PACK_PREFIX)) {
		return line_of(config_pack(str_from(place->path, PACK_PREFIX.len)), place->line);
	}
	if (!str_eq(quoted->path, place->path)) {
		quoted->path = place->path;
		quoted->is_there = root_read(root, place->path, FILE_SIZE_MAX, &quoted->text, NULL)
				   == FILE_OK;
	}
	return quoted->is_there ? line_of(buf_str(&quoted->text), place->line) : STR("");
}

/*
 *	   14 |     uses: [netwrok, core]
 *	      |            ^^^^^^^ did you mean 'net'?
 */
static void write_excerpt(const struct problem *problem, struct str line, struct buf *out)
{
	size_t column = problem->place.column ? problem->place.column - 1 : 0;
	size_t width = problem->place.width ? problem->place.width : 1;

	buf_fmt(out, "%5u | ", problem->place.line);
	show_text(line, out);
	buf_add_cstr(out, "\n      | ");
	/* Tabs stay tabs, so that the caret stands below what it means. */
	for (size_t i = 0; i < column && i < line.len; i++) {
		buf_add_char(out, line.p[i] == '\t' ? '\t' : ' ');
	}
	buf_add_repeat(out, '^', column + width <= line.len ? width : 1);
	if (problem->remedy.len) {
		buf_add_char(out, ' ');
		show_text(problem->remedy, out);
	}
	buf_add_char(out, '\n');
}

static void write_problem(const struct problem *problem, struct quoted *quoted,
		const struct root *root, bool has_color, struct buf *out)
{
	show_place(&problem->place, out);
	if (problem->place.path.len) {
		buf_add_cstr(out, ": ");
	}
	show_severity(problem->is_warning ? SEVERITY_WARNING : SEVERITY_ERROR, has_color, out);
	buf_add_cstr(out, ": ");
	show_text(problem->text, out);
	buf_add_char(out, '\n');

	/* A place without a width means the whole entry: its remedy says more than its line. */
	bool wants_line = problem->place.width || !problem->remedy.len;
	struct str line = wants_line ? quote(quoted, root, &problem->place) : STR("");
	if (line.len && line.len <= EXCERPT_MOST) {
		write_excerpt(problem, line, out);
	} else if (problem->remedy.len) {
		buf_add_cstr(out, "      | ");
		show_text(problem->remedy, out);
		buf_add_char(out, '\n');
	}
}

void problems_write(
		struct problems *problems, const struct root *root, bool has_color, struct buf *out)
{
	struct quoted quoted = { 0 };

	problems_sort(problems);
	buf_init(&quoted.text);
	vec_each (const struct problem, problem, &problems->list) {
		write_problem(problem, &quoted, root, has_color, out);
	}
	if (problems->errors) {
		buf_fmt(out, "%zu error%s, nothing was checked\n", problems->errors,
				problems->errors == 1 ? "" : "s");
	}
	buf_finish(&quoted.text);
}
