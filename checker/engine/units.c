/* SPDX-License-Identifier: MIT */
/*
 * The facts of every unit: kept ones where nothing changed, the compiler's for
 * the rest.
 */
#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "engine/gathering.h"
#include "engine/include_weights.h"
#include "engine/kept.h"
#include "engine/private_tree.h"
#include "sources/c/c.h"

struct parsing {
	struct run *run;
	struct kept *kept;
	/* Where the units of another revision are parsed; NULL in the folder itself. */
	const struct root *copy;
	/* Of the units to parse, by job. */
	VEC(struct c_job) jobs;
	/* For each job its number in gathering->units. */
	VEC(uint32_t) units;
	struct arena *scratch;
	size_t done;
};

/* The unit as far as it is known before anybody looked into it. */
static struct code_unit unit_of(const struct compile_entry *entry)
{
	struct code_unit unit = {
		.file = NONE,
		/* Where the tree lies on this machine is nobody's business. */
		.path = path_is_absolute(entry->path) ? path_name(entry->path) : entry->path,
		.configuration = entry->configuration,
	};
	if (entry->problem.len > 0) {
		unit.status = UNIT_SKIPPED;
		unit.problem = entry->problem;
		unit.problem_place = entry->place;
	}
	return unit;
}

/* A generated file that nobody judges may be made of sources that are: a unity build. */
static bool includes_judged_source(const struct text_tree *tree, const struct text_file *file)
{
	const uint32_t wanted = FILE_SOURCE | FILE_JUDGED;
	vec_each (const struct text_include, include, &file->includes) {
		if (include->target != NONE
				&& (tree->files.p[include->target].flags & wanted) == wanted) {
			return true;
		}
	}
	return false;
}

/* Not what is in another language, and not what is nobody's to judge. */
static bool is_wanted(const struct run *run, const struct compile_entry *entry)
{
	const struct text_tree *tree = &run->gathering->tree;
	/* What another revision has not is no unit of it that failed. */
	if (entry->is_other_language || (entry->is_absent && run->gathering->head)) {
		return false;
	}
	uint32_t file = text_file_find(tree, entry->path);
	return entry->problem.len > 0 || file == NONE || (tree->files.p[file].flags & FILE_JUDGED)
	       || includes_judged_source(tree, &tree->files.p[file]);
}

void unit_fill(struct run *run, struct code_unit *unit, const struct unit_facts *facts)
{
	unit->status = facts->status;
	unit->problem = str_dup(run->arena, facts->problem);
	unit->problem_place = facts->problem_place;
	unit->problem_place.path = str_dup(run->arena, facts->problem_place.path);
}

/* Remembers what a unit read besides the files of the text tier: another revision may, too. */
void inputs_remember(struct run *run, struct str path)
{
	struct gathering *gathering = run->gathering;

	if (text_file_find(&gathering->tree, path) != NONE) {
		return;
	}
	if (!gathering->other_inputs) {
		gathering->other_inputs = map_create(run->arena);
	}
	map_put(gathering->other_inputs, path, NULL);
}

/* What a copy's compiler says, as it would have said it at the place of the original. */
static void facts_move(const struct parsing *parsing, struct unit_facts *facts)
{
	struct str root = parsing->run->root.path;

	facts->problem = path_moved(parsing->scratch, facts->problem, parsing->copy->path, root);
	vec_each (const struct unit_input, input, &facts->inputs) {
		struct str relative;
		if (input->is_outside && path_below(root, input->path, &relative)) {
			*facts = (struct unit_facts){
				.status = UNIT_CRASHED,
				.problem = STR("it reads a file of the tree by its absolute path"),
			};
			return;
		}
	}
}

static void unit_take(
		struct parsing *parsing, uint32_t entry, struct code_unit *unit, struct str packed)
{
	struct run *run = parsing->run;
	struct unit_facts facts = { 0 };
	if (!unit_unpack(&facts, parsing->scratch, packed)) {
		unit->status = UNIT_CRASHED;
		unit->problem = STR("what the worker said of it cannot be read");
		return;
	}
	if (parsing->copy) {
		facts_move(parsing, &facts);
	}
	unit_fill(run, unit, &facts);
	vec_each (const struct unit_input, input, &facts.inputs) {
		if (!input->is_outside) {
			inputs_remember(run, input->path);
		}
	}
	struct hash *hashes = arena_new_array(parsing->scratch, struct hash, facts.blocks.len);
	for (size_t i = 0; i < facts.blocks.len; i++) {
		hashes[i] = hash_of(facts.blocks.p[i]);
		block_pool_add(&run->gathering->pool, hashes[i], facts.blocks.p[i],
				unit->configuration);
	}
	int64_t begin = stopwatch();
	kept_put(parsing->kept, entry, &facts, hashes);
	run->timings.store += stopwatch() - begin;
}

static void unit_done(uint32_t job, struct str packed_unit, void *ctx)
{
	struct parsing *parsing = ctx;
	struct run *run = parsing->run;
	unit_take(parsing, parsing->jobs.p[job].entry,
			&run->gathering->units.p[parsing->units.p[job]], packed_unit);
	arena_reset(parsing->scratch);
	parsing->done++;
	run->timings.units_parsed++;
	if (run->options.progress) {
		run->options.progress(parsing->done, parsing->jobs.len, run->options.progress_ctx);
	}
}

/* Where they are; those of another revision in a private copy. */
static bool jobs_parse(struct parsing *parsing, const struct c_limits *limits, struct err *err)
{
	struct run *run = parsing->run;
	if (!run->gathering->head) {
		return c_parse(&run->gathering->db, parsing->jobs.p, parsing->jobs.len, &run->root,
				limits, run->options.jobs, unit_done, parsing, err);
	}
	struct private_tree copy;
	bool is_good = private_tree_make(&copy, run, err);
	if (is_good) {
		parsing->copy = &copy.root;
		run->gathering->is_torn = copy.is_torn;
		is_good = c_parse(&copy.db, parsing->jobs.p, parsing->jobs.len, &copy.root, limits,
				run->options.jobs, unit_done, parsing, err);
	}
	private_tree_remove(&copy);
	return is_good;
}

static bool units_parse(struct parsing *parsing, struct err *err)
{
	struct run *run = parsing->run;
	if (parsing->jobs.len == 0) {
		return true;
	}
	int64_t begin = stopwatch();
	struct arena *arena = arena_create();
	struct c_prefixing prefixing = {
		.weigh = include_weights_of,
		.ctx = include_weights_create(arena, &run->gathering->tree, &run->gathering->db),
	};
	const struct c_limits limits = {
		.unit_seconds = run->options.max_unit_time,
		.worker_bytes = run->options.max_unit_memory,
		.prefixing = run->options.no_prefixes ? NULL : &prefixing,
	};
	bool is_good = jobs_parse(parsing, &limits, err);
	arena_destroy(arena);
	run->timings.parse += stopwatch() - begin;
	run->timings.prefixes += prefixing.prefixes;
	run->timings.units_behind += prefixing.units;
	run->timings.units_fell_back += prefixing.fell_back;
	return is_good;
}

/* What is kept is taken at once; the rest becomes a job. */
static void units_sort_out(struct parsing *parsing)
{
	struct run *run = parsing->run;
	struct gathering *gathering = run->gathering;
	for (size_t i = 0; i < gathering->db.entries.len; i++) {
		const struct compile_entry *entry = &gathering->db.entries.p[i];
		if (!is_wanted(run, entry)) {
			continue;
		}
		struct code_unit unit = unit_of(entry);
		if (entry->problem.len == 0 && kept_find(parsing->kept, (uint32_t)i, &unit)) {
			run->timings.units_kept++;
		} else if (entry->problem.len == 0) {
			*vec_add(&parsing->jobs, run->arena) = (struct c_job){ (uint32_t)i };
			*vec_add(&parsing->units, run->arena) = (uint32_t)gathering->units.len;
		}
		*vec_add(&gathering->units, run->arena) = unit;
	}
}

bool units_gather(struct run *run, struct err *err)
{
	struct parsing parsing = { .run = run, .scratch = arena_create() };
	int64_t begin = stopwatch();
	parsing.kept = kept_open(run);
	units_sort_out(&parsing);
	run->timings.store += stopwatch() - begin;

	bool is_good = units_parse(&parsing, err);

	begin = stopwatch();
	kept_close(parsing.kept);
	run->timings.store += stopwatch() - begin;
	arena_destroy(parsing.scratch);
	return is_good;
}
