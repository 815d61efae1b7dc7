/* SPDX-License-Identifier: MIT */
#include "engine/past.h"

#include "base/arena.h"
#include "base/err.h"
#include "engine/gathering.h"
#include "engine/governing.h"
#include "engine/historing.h"
#include "engine/judging.h"

/* ---- what was lost ---- */

struct spread {
	const struct text_tree *tree;
	uint8_t *marks;
	VEC(uint32_t) rest;
	struct arena *scratch;
};

static void spread_to(struct spread *spread, uint32_t file, uint8_t mark)
{
	if (file != NONE && !(spread->marks[file] & mark)) {
		spread->marks[file] |= mark;
		*vec_add(&spread->rest, spread->scratch) = file;
	}
}

/* Marks whatever the files at hand may include, in any branch. */
static void spread_all(struct spread *spread, uint8_t mark)
{
	while (spread->rest.len > 0) {
		const struct text_file *file =
				&spread->tree->files.p[spread->rest.p[--spread->rest.len]];
		vec_each (const struct text_include, include, &file->includes) {
			spread_to(spread, include->target, mark);
			for (size_t i = 0; i < include->candidate_count; i++) {
				spread_to(spread, include->candidates[i], mark);
			}
		}
	}
}

/* Headers that only units which did not parse may have read are lost with them. */
static void lost_files_spread(struct run *run)
{
	enum {
		OF_PARSED = 1,
		OF_LOST = 2
	};

	const struct text_tree *tree = &run->gathering->tree;
	struct spread spread = { .tree = tree, .scratch = arena_create() };

	spread.marks = arena_new_array(spread.scratch, uint8_t, tree->files.len);
	for (unsigned round = 0; round < 2; round++) {
		uint8_t mark = round ? OF_LOST : OF_PARSED;
		for (size_t i = 0; i < run->code->unit_count; i++) {
			const struct code_unit *unit = &run->code->units[i];
			bool is_lost = unit->status != UNIT_PARSED;
			if (unit->file != NONE && is_lost == (mark == OF_LOST)) {
				spread_to(&spread, text_file_find(tree, unit->path), mark);
			}
		}
		spread_all(&spread, mark);
	}
	for (size_t i = 0; i < tree->files.len; i++) {
		uint32_t file = spread.marks[i] == OF_LOST
						? code_file_find(run->code, tree->files.p[i].path)
						: NONE;
		if (file != NONE) {
			run->gathering->lost_files[file] = 1;
		}
	}
	arena_destroy(spread.scratch);
}

/* ---- the run ---- */

/* What it is that head's configuration cannot judge; false if it is not that. */
static bool is_problem(const struct run *past, struct str *why)
{
	vec_each (const struct problem, problem, &past->problems.list) {
		if (!problem->is_warning) {
			*why = problem->text;
			return true;
		}
	}
	return false;
}

/* Records that cannot be read are no reason not to judge the code. */
static bool past_govern(struct run *past, struct err *err)
{
	struct str why;

	if (!past->gathering->head->governing || run_govern_past(past, err)) {
		return true;
	}
	past->governing = NULL;
	past->gathering->has_lost_records = is_problem(past, &why);
	return past->gathering->has_lost_records;
}

bool run_past(struct run *past, const struct run *head, const struct overlay *overlay,
		unsigned needs, struct str *why, struct err *err)
{
	bool is_good = run_configure_past(past, head, overlay, err);

	if (is_good && !past_govern(past, err)) {
		return false;
	}
	is_good = is_good && run_gather(past, needs, err);
	if (!is_good) {
		return is_problem(past, why);
	}
	judge_findings(past);
	lost_files_spread(past);
	findings_sort(&past->findings);
	return true;
}

void run_past_finish(struct run *past)
{
	historing_finish(past);
	/* The folder is head's to close. */
	arena_destroy(past->arena);
	past->arena = NULL;
}
