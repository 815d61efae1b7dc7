/* SPDX-License-Identifier: MIT */
#include "engine/run.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/suggest.h"
#include "engine/churning.h"
#include "engine/files.h"
#include "engine/gathering.h"
#include "engine/historing.h"
#include "engine/join.h"
#include "engine/since.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define CONFIG_NAME "lintel.yaml"

void run_options_init(struct run_options *options)
{
	*options = (struct run_options){
		.jobs = pool_default_jobs(),
		.max_unit_time = 30,
		.max_unit_memory = (size_t)2 << 30,
		.max_file_size = (size_t)8 << 20,
		.max_files = 1000000,
		.max_depth = 200,
		.max_record_size = (size_t)8 << 20,
		.max_records = 20000,
		.max_snapshot_size = (size_t)2 << 30,
		.max_samples = 50000000,
		.max_series = 1000000,
	};
}

static void run_begin(struct run *run, const struct run_options *options)
{
	*run = (struct run){ .options = *options, .root.fd = -1, .arena = arena_create() };
	run->began = stopwatch();
	problems_init(&run->problems, run->arena);
	findings_init(&run->findings, run->arena);
	run->gathering = arena_new(run->arena, struct gathering);
	run->code = arena_new(run->arena, struct code);
	run->code->arena = run->arena;
}

static bool working_folder(struct run *run, struct str *folder, struct err *err)
{
	char *path = getcwd(NULL, 0);
	if (!path) {
		return err_set(err, "cannot tell the working folder: %s", err_errno(errno));
	}
	*folder = str_dup(run->arena, str_of(path));
	free(path);
	return true;
}

static bool root_find(struct run *run, struct err *err)
{
	struct str folder = run->options.folder;
	if (folder.len == 0 && !working_folder(run, &folder, err)) {
		return false;
	}
	struct str found = config_find(run->arena, folder);
	char *real = found.len ? NULL : realpath(folder.p, NULL);
	bool is_there = found.len || real;
	free(real);
	if (!is_there) {
		return err_set(err, "there is no folder '" STR_FMT "'", STR_ARG(folder));
	}
	if (found.len == 0) {
		return err_set(err,
				"no " CONFIG_NAME " in '" STR_FMT
				"' or any folder above it: 'lintel init' proposes one",
				STR_ARG(folder));
	}
	return root_open(&run->root, run->arena, found, err);
}

static bool exceptions_load(struct run *run)
{
	bool is_good = true;
	vec_each (const struct text, file, &run->config.exceptions) {
		struct err err;
		struct str text;
		struct node root;
		if (!root_read_text(&run->root, run->arena, file->s, FILE_SIZE_MAX, &text, &err)) {
			is_good = problem_add(&run->problems, file->place,
					STR("paths are relative to the folder of " CONFIG_NAME),
					"%s", err.text);
			continue;
		}
		is_good = node_read_yaml(&root, run->arena, file->s, text, NULL, &run->problems)
			  && exceptions_read(&run->exceptions, run->arena, &root, &run->problems)
			  && is_good;
	}
	return is_good;
}

static bool baseline_load(struct run *run)
{
	struct buf text;
	if (run->options.no_baseline) {
		return true;
	}
	buf_init(&text);
	enum file_status status =
			root_read(&run->root, STR(BASELINE_PATH), FILE_SIZE_MAX, &text, NULL);
	bool is_good = true;
	if (status == FILE_OK) {
		run->has_baseline = true;
		is_good = baseline_read(&run->baseline, run->arena, STR(BASELINE_PATH),
				str_dup(run->arena, buf_str(&text)), &run->problems);
	} else if (status != FILE_MISSING) {
		is_good = problem_add(&run->problems, (struct place){ .path = STR(BASELINE_PATH) },
				STR(""), "cannot read '" BASELINE_PATH "': %s",
				file_status_text(status));
	}
	buf_finish(&text);
	return is_good;
}

static bool scan(struct run *run, struct err *err)
{
	struct gathering *gathering = run->gathering;
	const struct run_options *options = &run->options;
	int64_t begin = stopwatch();
	gathering->limits = (struct text_limits){
		.max_file = options->max_file_size,
		.max_files = options->max_files,
		.max_depth = options->max_depth,
	};
	bool is_good = text_scan(&gathering->tree, run->arena, &run->root, &run->config.sources,
			&gathering->limits, text_marks_of(run->arena, &run->config.decisions),
			options->jobs, err);
	run->timings.scan += stopwatch() - begin;
	return is_good;
}

static void problems_append(struct run *run, const struct problems *more, bool only_errors)
{
	vec_each (const struct problem, problem, &more->list) {
		if (!problem->is_warning || !only_errors) {
			*vec_add(&run->problems.list, run->arena) = *problem;
		}
	}
	run->problems.errors += more->errors;
}

/* A place as a key; column 0 for any of the line. */
static struct str problem_key(struct arena *arena, const struct problem *problem, uint32_t column)
{
	return str_fmt(arena, "%u:%u " STR_FMT, problem->place.line, column,
			STR_ARG(problem->place.path));
}

/* Whether it may only follow from what is known: of the same word, or of a whole entry. */
static bool problem_follows(
		const struct map *known, struct arena *arena, const struct problem *problem)
{
	uint32_t column = problem->place.width > 0 ? problem->place.column : 0;
	return problem->place.path.len == 0 || map_find(known, problem_key(arena, problem, column));
}

/* Files, modules and rules; all of what is wrong with them is found in one go. */
static bool model_make(struct run *run, struct err *err)
{
	struct gathering *gathering = run->gathering;
	if (!scan(run, err)) {
		return false;
	}
	files_make(run->code, &gathering->tree, NULL, 0);
	gathering->modules = module_map_create(run->arena, &run->config, &run->problems);
	gathering->externals = external_map_create(run->arena, &run->config, run->code);
	/* That a module has no file is told when all files are found: see whole_join(). */
	struct problems modules;
	problems_init(&modules, run->arena);
	bool is_good = module_map_apply(gathering->modules, run->code, &modules);
	/* The configuration was not written for the files of another revision. */
	if (run->code->is_past) {
		is_good = true;
	} else {
		problems_append(run, &modules, true);
	}
	is_good = rules_create(&run->config, run->code, run->arena, &run->problems, &run->rules,
				  &run->rule_count)
		  && is_good && run->problems.errors == 0;
	return is_good || err_set(err, "nothing was checked");
}

/*
 * What is wrong with rules and selectors is told in the same go as what is
 * wrong with keys; but nothing that only follows from it, and nothing at all
 * where no modules could be read.  Always false.
 */
static bool model_try(struct run *run, struct err *err)
{
	struct problems first = run->problems;
	struct map *known = map_create(run->arena);
	/* A node is missing where a file is: then names are missing too. */
	if (run->config.node && run->config.modules.len > 0) {
		problems_init(&run->problems, run->arena);
		(void)model_make(run, err);
		struct problems second = run->problems;
		run->problems = first;
		vec_each (const struct problem, problem, &first.list) {
			map_put(known, problem_key(run->arena, problem, 0), NULL);
			map_put(known, problem_key(run->arena, problem, problem->place.column),
					NULL);
		}
		vec_each (const struct problem, problem, &second.list) {
			if (!problem->is_warning && !problem_follows(known, run->arena, problem)) {
				*vec_add(&run->problems.list, run->arena) = *problem;
				run->problems.errors++;
			}
		}
	}
	return err_set(err, "nothing was checked");
}

/* A root that is given by name needs no lintel.yaml to be found. */
static bool proposed_open(struct run *run, struct err *err)
{
	struct str folder = run->options.folder;
	return (folder.len > 0 || working_folder(run, &folder, err))
	       && root_open(&run->root, run->arena, folder, err);
}

static bool config_load(struct run *run)
{
	if (run->options.proposed.len > 0) {
		return config_read_proposed(&run->config, run->arena, &run->root, STR(CONFIG_NAME),
				run->options.proposed, &run->problems);
	}
	return config_read(&run->config, run->arena, &run->root, STR(CONFIG_NAME),
			&run->options.config_limits, &run->problems);
}

/* A gate that does not exist would be one that asks for nothing. */
static bool gate_missing(const struct run *run, struct err *err)
{
	struct str *names = arena_new_array(run->arena, struct str, run->gates.len);

	for (size_t i = 0; i < run->gates.len; i++) {
		names[i] = run->gates.p[i].name;
	}
	struct str near = suggest(run->options.gate, names, run->gates.len);
	if (near.len) {
		return err_set(err, "unknown gate '" STR_FMT "', did you mean '" STR_FMT "'?",
				STR_ARG(run->options.gate), STR_ARG(near));
	}
	struct str known = gates_text(&run->gates, run->arena);
	return err_set(err, "unknown gate '" STR_FMT "': there are " STR_FMT,
			STR_ARG(run->options.gate), STR_ARG(known));
}

static bool gate_choose(struct run *run, struct err *err)
{
	run->gate = run->options.gate.len ? gate_find(&run->gates, run->options.gate)
					  : run->gates.p;
	return run->gate || gate_missing(run, err);
}

bool run_configure(struct run *run, const struct run_options *options, struct err *err)
{
	int64_t begin = stopwatch();
	run_begin(run, options);
	bool is_open = run->options.proposed.len > 0 ? proposed_open(run, err)
						     : root_find(run, err);
	if (!is_open) {
		return false;
	}
	bool is_good = config_load(run);
	is_good = exceptions_load(run) && is_good;
	is_good = baseline_load(run) && is_good;
	is_good = gates_resolve(&run->gates, run->arena, &run->config, &run->problems) && is_good;
	run->root.overlay = run->options.overlay;
	run->code->is_past = run->options.overlay != NULL;
	is_good = is_good ? model_make(run, err) && gate_choose(run, err) : model_try(run, err);
	run->timings.configure += stopwatch() - begin - run->timings.scan;
	return is_good;
}

/* Applying exceptions writes to them: the other run needs its own. */
static void exceptions_copy(struct run *run, const struct exceptions *from)
{
	vec_each (const struct exception, exception, &from->list) {
		struct exception *copy = vec_add(&run->exceptions.list, run->arena);
		*copy = *exception;
		/* What is added later must not go where the original's own would. */
		copy->faults.cap = copy->faults.len;
	}
}

bool run_configure_past(struct run *run, const struct run *head, const struct overlay *overlay,
		struct err *err)
{
	run_begin(run, &head->options);
	run->options.since = STR("");
	run->root = head->root;
	run->root.overlay = overlay;
	run->config = head->config;
	run->gates = head->gates;
	run->gate = head->gate;
	run->baseline = head->baseline;
	run->has_baseline = head->has_baseline;
	historing_borrow(run, head);
	exceptions_copy(run, &head->exceptions);
	run->code->is_past = true;
	run->gathering->head = head;
	return model_make(run, err);
}

bool run_reconfigure(struct run *run, struct str text, struct err *err)
{
	struct problems problems;
	problems_init(&problems, run->arena);
	run->config = (struct config){ 0 };
	bool is_good = config_read_proposed(&run->config, run->arena, &run->root, STR(CONFIG_NAME),
				       text, &problems)
		       && rules_create(&run->config, run->code, run->arena, &problems, &run->rules,
				       &run->rule_count);
	if (!is_good) {
		run->problems = problems;
		return err_set(err, "what is proposed is wrong");
	}
	/* The modules are the same, but where they stand is not. */
	const struct config_module *declarations = run->config.modules.p;
	for (size_t i = 0; i < run->code->module_count; i++) {
		struct code_module *module = &run->code->modules[i];
		module->place = declarations[module->declaration].name.place;
	}
	findings_init(&run->findings, run->arena);
	rules_limit(run->rules, run->rule_count, run->code);
	rules_limit_history(run->rules, run->rule_count, run->history);
	return true;
}

/* Whoever asks for a rule by its name wants it judged, whatever its cadence. */
static bool leaves_out(const struct run_options *options)
{
	return options->asks_gate && options->rules_count == 0;
}

bool run_judges(const struct run *run, const struct rule *rule)
{
	const struct run_options *options = &run->options;
	if (leaves_out(options) && !gate_judges(run->gate, rule->cadence)) {
		return false;
	}
	for (size_t i = 0; i < options->rules_count; i++) {
		if (str_eq(options->rules[i], rule->id)) {
			return true;
		}
	}
	return options->rules_count == 0;
}

unsigned run_needs(const struct run *run)
{
	unsigned needs = NEEDS_INCLUDES;
	unsigned others = 0;
	for (size_t i = 0; i < run->rule_count; i++) {
		const struct rule *rule = &run->rules[i];
		if (rule->severity != SEVERITY_NONE) {
			others |= rule->needs;
			needs |= run_judges(run, rule) ? rule->needs : 0;
		}
	}
	/* A rule about what the others find needs what they need. */
	return needs & NEEDS_FINDINGS ? needs | others : needs;
}

/* Rules were made for the files of the configuration step; the compiler may have found more. */
static bool rules_renew(struct run *run, size_t file_count, struct err *err)
{
	if (run->code->file_count != file_count) {
		struct problems again;
		problems_init(&again, run->arena);
		if (!rules_create(&run->config, run->code, run->arena, &again, &run->rules,
				    &run->rule_count)) {
			problems_append(run, &again, true);
			return err_set(err, "nothing was checked");
		}
	}
	rules_limit(run->rules, run->rule_count, run->code);
	rules_limit_history(run->rules, run->rule_count, run->history);
	if (leaves_out(&run->options)) {
		rules_leave_out(run->rules, run->rule_count, run->gate->cadence);
	}
	return true;
}

/* The names of all macros that compile commands define, each once. */
static size_t defined_collect(struct run *run, struct str **names)
{
	VEC(struct str) found = { 0 };
	struct map *known = map_create(run->arena);
	vec_each (const struct compile_entry, entry, &run->gathering->db.entries) {
		for (size_t i = 0; i < entry->flag_count; i++) {
			struct str flag = entry->flags[i];
			bool is_new = false;
			if (str_starts(flag, STR("-D"))) {
				flag = str_slice(flag, 2, str_find(flag, '='));
				map_put(known, flag, &is_new);
			}
			if (is_new) {
				*vec_add(&found, run->arena) = flag;
			}
		}
	}
	*names = found.p;
	return found.len;
}

static bool whole_join(struct run *run, struct err *err)
{
	struct gathering *gathering = run->gathering;
	struct code *code = run->code;
	size_t file_count = code->file_count;
	int64_t begin = stopwatch();
	struct problems again;
	problems_init(&again, run->arena);
	struct join_input input = {
		.config = &run->config,
		.tree = &gathering->tree,
		.modules = gathering->modules,
		.externals = gathering->externals,
		.blocks = &gathering->pool,
		.root = code->has_symbols ? &run->root : NULL,
		.jobs = run->options.jobs,
	};
	struct str *defined;
	input.defined_count = defined_collect(run, &defined);
	input.defined = defined;
	code->units = gathering->units.p;
	code->unit_count = gathering->units.len;
	code->configurations = gathering->db.paths.p;
	code->configuration_count = gathering->db.paths.len;
	bool is_good = join(code, &input, &again);
	run->timings.join += stopwatch() - begin;
	if (!code->is_past) {
		problems_append(run, &again, false);
	}
	if (!is_good && !code->is_past) {
		return err_set(err, "nothing was checked");
	}
	return rules_renew(run, file_count, err);
}

bool run_gather(struct run *run, unsigned needs, struct err *err)
{
	struct gathering *gathering = run->gathering;
	int64_t begin = stopwatch();
	block_pool_init(&gathering->pool, run->arena);
	if (!databases_read(run, err)) {
		return false;
	}
	databases_resolve(run);
	run->timings.resolve += stopwatch() - begin;

	if ((needs & NEEDS_HISTORY) && !run_history(run, err)) {
		return false;
	}
	run->code->has_symbols = (needs & NEEDS_SYMBOLS) && !run->options.text_only
				 && gathering->db.entries.len > 0;
	if (run->code->has_symbols && !units_gather(run, err)) {
		return false;
	}
	run->has_gathered = whole_join(run, err);
	return run->has_gathered;
}

void run_finish(struct run *run)
{
	if (run->arena) {
		churning_finish(run);
		since_close(run);
		historing_finish(run);
		root_close(&run->root);
		arena_destroy(run->arena);
		run->arena = NULL;
	}
}
