/* SPDX-License-Identifier: MIT */
/*
 * What a source file uses though only somebody else's header brings it: the
 * day that header changes its includes, this file breaks.  Headers of the
 * user's own module and of the owner's are not somebody else's: the one may
 * gather what its sources need, the other what it offers.
 */
#include "rules/unused.h"

#include "base/arena.h"
#include "facts/graph.h"
#include "rules/walk.h"

#include <stdlib.h>

/* A header in which something stands that a file uses, and the first such use. */
struct wanted {
	uint32_t header;
	uint32_t module;
	uint32_t use;
};

struct through {
	const struct code *code;
	/* Includes between files, in any branch that counts; labels are their numbers. */
	struct graph includes;
	uint32_t *queue;
	/* Set if they are the number at hand. */
	uint32_t *wanted_mark;
	uint32_t *walked;
	uint32_t *reached;
	/* The include that leads to each file reached. */
	uint32_t *came_by;
	uint32_t number;
	uint32_t walk_number;
	struct wanted *wanted;
	size_t wanted_count;
	struct wanted *missing;
};

static struct graph include_graph(const struct code *code, struct arena *arena)
{
	VEC(struct graph_edge) edges = { 0 };
	for (size_t i = 0; i < code->include_count; i++) {
		const struct code_include *include = &code->includes[i];
		if (include->target != NONE && include->branch != BRANCH_NEVER) {
			*vec_add(&edges, arena) = (struct graph_edge){
				.from = include->file,
				.to = include->target,
				.weight = 1,
				.label = (uint32_t)i,
			};
		}
	}
	return graph_create(arena, (uint32_t)code->file_count, edges.p, edges.len);
}

static int wanted_order(const void *a, const void *b)
{
	const struct wanted *left = a;
	const struct wanted *right = b;
	if (left->module != right->module) {
		return left->module < right->module ? -1 : 1;
	}
	return (left->header > right->header) - (left->header < right->header);
}

/* The headers that declare what the file names itself, by module. */
static void collect_wanted(struct through *through, uint32_t file)
{
	const struct code *code = through->code;
	const struct code_file *f = &code->files[file];
	through->number++;
	through->wanted_count = 0;
	for (uint32_t u = f->first_use; u < f->first_use + f->use_count; u++) {
		const struct code_use *use = &code->uses[u];
		uint32_t header = use->declared_in;
		if (use->kind == USE_INCLUDE || use->carrier != NONE || header == NONE
				|| header == file || !(code->files[header].flags & FILE_HEADER)
				|| through->wanted_mark[header] == through->number) {
			continue;
		}
		through->wanted_mark[header] = through->number;
		through->wanted[through->wanted_count++] =
				(struct wanted){ header, code->files[header].module, u };
	}
	qsort(through->wanted, through->wanted_count, sizeof(*through->wanted), wanted_order);
}

/* Marks as reached what `file` includes through headers of its own module and of `owner` alone. */
static void walk(struct through *through, uint32_t file, uint32_t owner)
{
	const struct code *code = through->code;
	uint32_t own = code->files[file].module;
	size_t len = 0;
	through->walk_number++;
	through->walked[file] = through->walk_number;
	through->queue[len++] = file;
	for (size_t at = 0; at < len; at++) {
		uint32_t from = through->queue[at];
		for (uint32_t e = through->includes.first_edge[from];
				e < through->includes.first_edge[from + 1]; e++) {
			uint32_t to = through->includes.edges[e].to;
			uint32_t module = code->files[to].module;
			through->reached[to] = through->walk_number;
			if (through->walked[to] != through->walk_number
					&& (module == own || module == owner)) {
				through->walked[to] = through->walk_number;
				through->queue[len++] = to;
			}
		}
	}
}

/* Finds the shortest way to everything that the file brings along: came_by, where reached. */
static void walk_all(struct through *through, uint32_t file)
{
	size_t len = 0;
	through->walk_number++;
	through->reached[file] = through->walk_number;
	through->queue[len++] = file;
	for (size_t at = 0; at < len; at++) {
		uint32_t from = through->queue[at];
		for (uint32_t e = through->includes.first_edge[from];
				e < through->includes.first_edge[from + 1]; e++) {
			uint32_t to = through->includes.edges[e].to;
			if (through->reached[to] != through->walk_number) {
				through->reached[to] = through->walk_number;
				through->came_by[to] = through->includes.edges[e].label;
				through->queue[len++] = to;
			}
		}
	}
}

static void add_chain(struct finding *finding, const struct through *through, uint32_t file,
		uint32_t header, struct arena *arena)
{
	const struct code *code = through->code;
	size_t len = 0;
	for (uint32_t at = header; at != file; at = code->includes[through->came_by[at]].file) {
		len++;
	}
	finding->evidence = arena_new_array(arena, struct evidence, len);
	finding->evidence_len = len;
	for (uint32_t at = header; at != file; at = code->includes[through->came_by[at]].file) {
		const struct code_include *include = &code->includes[through->came_by[at]];
		finding->evidence[--len] = (struct evidence){
			.place = { .path = code->files[include->file].path,
					.line = include->line,
					.column = include->column },
			.text = str_fmt(arena, "includes " STR_FMT,
					STR_ARG(code->files[include->target].path)),
		};
	}
}

static void report(const struct rule *rule, const struct through *through,
		const struct wanted *wanted, struct findings *findings)
{
	const struct code *code = through->code;
	struct arena *arena = findings->arena;
	const struct code_use *use = &code->uses[wanted->use];
	struct str target = code->files[wanted->header].path;
	struct finding *finding = rule_finding_at(rule, STR("through"), code->files[use->file].path,
			target, code_use_place(code, use), findings);
	finding->message = str_fmt(arena, STR_FMT " uses " STR_FMT " without including " STR_FMT,
			STR_ARG(finding->source), STR_ARG(code->symbols[use->symbol].name),
			STR_ARG(target));
	finding->label = STR("only a header of somebody else brings it here");
	add_chain(finding, through, use->file, wanted->header, arena);
	finding->remedy = str_fmt(arena, "include " STR_FMT, STR_ARG(target));
}

static void judge_file(const struct rule *rule, struct through *through, uint32_t file,
		struct findings *findings)
{
	collect_wanted(through, file);
	size_t missing = 0;
	for (size_t i = 0; i < through->wanted_count; i++) {
		const struct wanted *wanted = &through->wanted[i];
		if (i == 0 || wanted->module != wanted[-1].module) {
			walk(through, file, wanted->module);
		}
		if (through->reached[wanted->header] != through->walk_number) {
			through->missing[missing++] = *wanted;
		}
	}
	if (missing > 0) {
		walk_all(through, file);
	}
	for (size_t i = 0; i < missing; i++) {
		/* What no include brings came from the command line. */
		if (through->reached[through->missing[i].header] == through->walk_number) {
			report(rule, through, &through->missing[i], findings);
		}
	}
}

void unused_through(
		const struct rule *rule, const struct rule_facts *facts, struct findings *findings)
{
	const struct code *code = facts->code;
	struct arena *scratch = arena_create();
	struct through through = {
		.code = code,
		.includes = include_graph(code, scratch),
		.queue = arena_new_array(scratch, uint32_t, code->file_count),
		.wanted_mark = arena_new_array(scratch, uint32_t, code->file_count),
		.walked = arena_new_array(scratch, uint32_t, code->file_count),
		.reached = arena_new_array(scratch, uint32_t, code->file_count),
		.came_by = arena_new_array(scratch, uint32_t, code->file_count),
		.wanted = arena_new_array(scratch, struct wanted, code->file_count),
		.missing = arena_new_array(scratch, struct wanted, code->file_count),
	};
	for (uint32_t f = 0; code->has_symbols && f < code->file_count; f++) {
		if ((code->files[f].flags & FILE_SOURCE) && rule_judges_file(rule, code, f)) {
			judge_file(rule, &through, f, findings);
		}
	}
	arena_destroy(scratch);
}
