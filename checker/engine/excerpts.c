/* SPDX-License-Identifier: MIT */
/*
 * The lines that findings stand on.  Each file is read once for all of its
 * findings, in parallel, and only below the root.
 */
#include "base/arena.h"
#include "base/pool.h"
#include "engine/gathering.h"
#include "engine/judging.h"

/* Longer lines (generated tables) are cut; no excerpt shows more. */
#define LINE_BYTES_MAX 2000

/* Findings of one file: list[first] up to list[end]. */
struct excerpt_file {
	size_t first;
	size_t end;
};

struct excerpts {
	struct run *run;
	VEC(struct excerpt_file) files;
	/* One for each worker. */
	struct arena **arenas;
};

static struct str line_cut(struct arena *arena, struct str line)
{
	if (line.len > 0 && line.p[line.len - 1] == '\r') {
		line.len--;
	}
	return str_dup(arena, str_slice(line, 0, LINE_BYTES_MAX));
}

/* An include has no width of its own: the caret covers the whole directive. */
static void directive_measure(struct finding *finding)
{
	struct place *place = &finding->place;
	struct str line = finding->line_text;
	if (place->width != 0 || place->column == 0 || place->column > line.len
			|| !str_eq(finding->kind, STR("include"))) {
		return;
	}
	struct str rest = str_from(line, place->column - 1);
	size_t open = 0;
	while (open < rest.len && rest.p[open] != '"' && rest.p[open] != '<') {
		open++;
	}
	char close = open < rest.len && rest.p[open] == '<' ? '>' : '"';
	size_t length = open + 1 + str_find(str_from(rest, open + 1), close);
	place->width = (uint32_t)(length < rest.len ? length + 1 : str_trim(rest).len);
}

/* Findings of a file ascend by line, so one pass over its text serves them all. */
static void lines_give(struct arena *arena, struct finding *findings, size_t count, struct str text)
{
	struct str line = { 0 };
	struct str before = { 0 };
	uint32_t number = 0;
	bool more = true;
	for (size_t i = 0; i < count; i++) {
		struct finding *finding = &findings[i];
		while (more && number < finding->place.line) {
			before = line;
			more = str_split(&text, '\n', &line);
			number += more;
		}
		if (number == finding->place.line && number > 0) {
			finding->line_text = line_cut(arena, line);
			finding->line_before = number > 1 ? line_cut(arena, before) : STR("");
			directive_measure(finding);
		}
	}
}

static void file_excerpt(size_t item, unsigned worker, void *ctx)
{
	const struct excerpts *excerpts = ctx;
	struct excerpt_file file = excerpts->files.p[item];
	struct finding *first = &excerpts->run->findings.list.p[file.first];
	struct buf text;
	buf_init(&text);
	if (root_read(&excerpts->run->root, first->place.path, FILE_SIZE_MAX, &text, NULL)
			== FILE_OK) {
		lines_give(excerpts->arenas[worker], first, file.end - file.first, buf_str(&text));
	}
	buf_finish(&text);
}

void excerpts_fill(struct run *run)
{
	struct excerpts excerpts = { .run = run };
	const struct finding *list = run->findings.list.p;
	size_t end;
	for (size_t i = 0; i < run->findings.list.len; i = end) {
		end = i + 1;
		while (end < run->findings.list.len
				&& str_eq(list[i].place.path, list[end].place.path)) {
			end++;
		}
		*vec_add(&excerpts.files, run->arena) = (struct excerpt_file){ i, end };
	}
	unsigned jobs = run->options.jobs ? run->options.jobs : 1;
	excerpts.arenas = arena_new_array(run->arena, struct arena *, jobs);
	for (unsigned i = 0; i < jobs; i++) {
		excerpts.arenas[i] = arena_create();
	}
	pool_run(jobs, excerpts.files.len, file_excerpt, &excerpts);
	for (unsigned i = 0; i < jobs; i++) {
		arena_adopt(run->arena, excerpts.arenas[i]);
	}
}
