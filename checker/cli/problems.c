/* SPDX-License-Identifier: MIT */
#include "cli/problems.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "cli/show.h"
#include "config/config.h"
#include "config/extends.h"
#include "reports/escape.h"
#include "reports/excerpt.h"

/* The file that the last excerpt came from: problems are sorted by it. */
struct quoted {
	struct str path;
	struct buf text;
	bool is_there;
	/* Line `line` begins at byte `at`: the next problem is there or below. */
	uint32_t line;
	size_t at;
};

/* Line `number` of the text; empty if there is none. */
static struct str line_of(struct quoted *quoted, struct str text, uint32_t number)
{
	if (number < quoted->line || quoted->line == 0) {
		quoted->line = 1;
		quoted->at = 0;
	}
	while (quoted->line < number && quoted->at < text.len) {
		struct str rest = str_from(text, quoted->at);
		quoted->at += str_find(rest, '\n') + 1;
		quoted->line++;
	}
	if (quoted->at >= text.len) {
		return STR("");
	}
	struct str rest = str_from(text, quoted->at);
	return str_slice(rest, 0, str_find(rest, '\n'));
}

static struct str quote(struct quoted *quoted, const struct root *root, const struct place *place)
{
	if (!root || place->line == 0 || place->path.len == 0) {
		return STR("");
	}
	if (!str_eq(quoted->path, place->path)) {
		quoted->path = place->path;
		quoted->line = 0;
		buf_clear(&quoted->text);
		if (str_starts(place->path, PACK_PREFIX)) {
			buf_add(&quoted->text, config_pack(str_from(place->path, PACK_PREFIX.len)));
			quoted->is_there = true;
		} else {
			quoted->is_there = root_read(root, place->path, FILE_SIZE_MAX,
							   &quoted->text, NULL)
					   == FILE_OK;
		}
	}
	return quoted->is_there ? line_of(quoted, buf_str(&quoted->text), place->line) : STR("");
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
	escape_text(out, problem->text);
	buf_add_char(out, '\n');

	/* A place without a width means the whole entry: its remedy says more than its line. */
	bool wants_line = problem->place.width || !problem->remedy.len;
	struct str line = wants_line ? quote(quoted, root, &problem->place) : STR("");
	if (line.len) {
		const struct excerpt excerpt = {
			.place = problem->place,
			.line = line,
			.label = problem->remedy,
			.color = has_color ? "1;31" : NULL,
		};
		excerpt_write(out, &excerpt);
	} else if (problem->remedy.len) {
		buf_add_cstr(out, "      | ");
		escape_text(out, problem->remedy);
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
