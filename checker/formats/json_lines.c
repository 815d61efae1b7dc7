/* SPDX-License-Identifier: MIT */
#include "formats/json_lines.h"

#include "base/arena.h"
#include "base/problem.h"

struct lines {
	struct arena *arena;
	struct str path;
	json_line_fn *fn;
	void *ctx;
	struct problems *problems;
};

/* Each line is read as a file of one line: what is wrong with it is moved to where it stands. */
static bool line_read(const struct lines *lines, struct str text, uint32_t number)
{
	const struct node_limits limits = { .max_bytes = JSON_LINE_MAX, .option = "" };
	struct problems own;
	struct node item;

	problems_init(&own, lines->arena);
	bool is_good = node_read_json(&item, lines->arena, lines->path, text, &limits, &own);
	if (is_good && item.kind != NODE_MAP) {
		is_good = problem_add(&own, item.place, STR("each line is one object: { … }"),
				"this line is %s", node_kind_name(&item));
	}
	is_good = is_good && lines->fn(&item, number, &own, lines->ctx);
	vec_each (struct problem, problem, &own.list) {
		problem->place.path = lines->path;
		problem->place.line = number;
		*vec_add(&lines->problems->list, lines->problems->arena) = *problem;
	}
	lines->problems->errors += own.errors;
	return is_good;
}

bool json_lines_read(struct arena *arena, struct str path, struct str text, json_line_fn *fn,
		void *ctx, struct problems *problems)
{
	const struct lines lines = { arena, path, fn, ctx, problems };
	struct str rest = text;
	bool is_good = true;
	uint32_t number = 0;

	while (rest.len > 0) {
		struct place place = { .path = path, .line = ++number };
		size_t end = str_find(rest, '\n');
		if (number > JSON_LINES_MAX) {
			return problem_add(problems, place, STR("keep older lines in another file"),
					"'" STR_FMT "' has more than %d lines", STR_ARG(path),
					JSON_LINES_MAX);
		}
		if (end == rest.len) {
			return problem_add(problems, place,
					STR("take the last line out: it is not whole"),
					"the last line of '" STR_FMT "' was cut off",
					STR_ARG(path));
		}
		struct str line = str_slice(rest, 0, end);
		rest = str_from(rest, end + 1);
		is_good = line_read(&lines, line, number) && is_good;
	}
	return is_good;
}
