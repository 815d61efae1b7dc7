/* SPDX-License-Identifier: MIT */
/*
 * Facts about the code as it is now.
 */
#include "base/arena.h"
#include "base/glob.h"
#include "conditions/fact_functions.h"
#include "facts/code_graph.h"
#include "facts/selector.h"

#define EVERY_USE ((1U << USE_KINDS) - 1)

/* Selectors that were read without the code select nothing that is known. */
static bool is_code_known(
		const struct term *term, const struct world *world, struct fact_answer *answer)
{
	bool is_compiled = term->selector || term->argument.len == 0
			   || term->fact->argument != ARGUMENT_SELECTOR;
	if (world->code && is_compiled) {
		return true;
	}
	answer->reason = REASON_UNREADABLE;
	answer->evidence = STR("the code was not read");
	return false;
}

static bool has_module(const struct term *term, uint32_t module)
{
	return !term->selector || selector_has_module(term->selector, module);
}

static bool has_file(const struct term *term, const struct code *code, uint32_t file)
{
	return !term->selector || selector_has_file(term->selector, code, file);
}

/* ---- modules ---- */

void fact_code_modules(const struct fact_question *question, struct fact_answer *answer)
{
	if (!is_code_known(question->term, question->world, answer)) {
		return;
	}
	for (uint32_t m = 0; m < question->world->code->module_count; m++) {
		answer->value += has_module(question->term, m);
	}
}

typedef bool module_fn(const struct code_module *module);

static bool is_owned(const struct code_module *module)
{
	return module->owner.len > 0;
}

static bool is_guarded(const struct code_module *module)
{
	return module->has_public;
}

static void share_answer(
		const struct fact_question *question, module_fn *is_so, struct fact_answer *answer)
{
	double count = 0;
	double so = 0;
	if (!is_code_known(question->term, question->world, answer)) {
		return;
	}
	for (uint32_t m = 0; m < question->world->code->module_count; m++) {
		if (has_module(question->term, m)) {
			count++;
			so += is_so(&question->world->code->modules[m]);
		}
	}
	if (count == 0) {
		answer->reason = REASON_UNDEFINED;
		answer->evidence = STR("no module is selected");
		return;
	}
	answer->value = 100 * so / count;
	answer->evidence = str_fmt(question->arena, "%.0f of %.0f modules", so, count);
}

void fact_code_owned(const struct fact_question *question, struct fact_answer *answer)
{
	share_answer(question, is_owned, answer);
}

void fact_code_public(const struct fact_question *question, struct fact_answer *answer)
{
	share_answer(question, is_guarded, answer);
}

/* The largest value among the selected modules, and whose it is. */
static void largest_answer(const struct term *term, const struct code *code,
		const struct code_metrics *metrics, enum code_metric metric, struct arena *arena,
		struct fact_answer *answer)
{
	uint32_t largest = NONE;
	uint32_t count = 0;
	for (uint32_t m = 0; m < code->module_count; m++) {
		if (!has_module(term, m)) {
			continue;
		}
		count++;
		if (largest == NONE
				|| metrics->modules[m].values[metric]
						   > metrics->modules[largest].values[metric]) {
			largest = m;
		}
	}
	if (largest == NONE) {
		answer->reason = REASON_UNDEFINED;
		answer->evidence = STR("no module is selected");
		return;
	}
	answer->value = metrics->modules[largest].values[metric];
	if (count > 1) {
		answer->evidence = str_fmt(arena, STR_FMT " has the largest of %u modules",
				STR_ARG(code->modules[largest].name), count);
	}
}

static void metric_answer(const struct fact_question *question, enum code_metric metric,
		struct fact_answer *answer)
{
	const struct code *code = question->world->code;
	if (!is_code_known(question->term, question->world, answer)) {
		return;
	}
	if (metric_needs_symbols(metric) && !code->has_symbols) {
		answer->reason = REASON_NO_SYMBOLS;
		answer->evidence = STR("there is no compile database, so symbols are not known");
		return;
	}
	struct arena *scratch = arena_create();
	struct code_metrics own;
	const struct code_metrics *metrics = question->world->code_metrics;
	if (!metrics) {
		own = code_metrics_create(scratch, code, EVERY_USE);
		metrics = &own;
	}
	if (metric == METRIC_PROPAGATION_COST && !question->term->selector) {
		answer->value = metrics->propagation_cost;
	} else {
		largest_answer(question->term, code, metrics, metric, question->arena, answer);
	}
	arena_destroy(scratch);
}

#define METRIC_FACT(name, metric) \
	void fact_code_##name(const struct fact_question *question, struct fact_answer *answer) \
	{ \
		metric_answer(question, metric, answer); \
	}

METRIC_FACT(fan_in, METRIC_FAN_IN)
METRIC_FACT(fan_out, METRIC_FAN_OUT)
METRIC_FACT(instability, METRIC_INSTABILITY)
METRIC_FACT(abstractness, METRIC_ABSTRACTNESS)
METRIC_FACT(distance, METRIC_DISTANCE)
METRIC_FACT(depth, METRIC_DEPTH)
METRIC_FACT(reach, METRIC_REACH)
METRIC_FACT(propagation_cost, METRIC_PROPAGATION_COST)
METRIC_FACT(unstable_uses, METRIC_UNSTABLE_USES)

/* ---- uses ---- */

/* What rules would judge: not in a branch that is never compiled, nor in an ignored file. */
static bool counts(const struct code *code, const struct code_use *use, void *ctx)
{
	(void)ctx;
	bool is_never = use->include != NONE && code->includes[use->include].branch == BRANCH_NEVER;
	return !is_never && (code->files[use->file].flags & FILE_JUDGED);
}

void fact_code_cycles(const struct fact_question *question, struct fact_answer *answer)
{
	const struct code *code = question->world->code;
	if (!is_code_known(question->term, question->world, answer)) {
		return;
	}
	struct arena *scratch = arena_create();
	struct code_graph graph = code_graph_create(scratch, code, LEVEL_MODULE, counts, NULL);
	struct components components = graph_components(scratch, &graph.graph);
	for (uint32_t c = 0; c < components.count; c++) {
		bool is_selected = false;
		for (uint32_t i = components.first[c]; i < components.first[c + 1]; i++) {
			is_selected |= has_module(question->term, components.members[i]);
		}
		answer->value += is_selected && component_is_cycle(&graph.graph, &components, c);
	}
	arena_destroy(scratch);
}

void fact_code_uses(const struct fact_question *question, struct fact_answer *answer)
{
	const struct code *code = question->world->code;
	if (!is_code_known(question->term, question->world, answer)) {
		return;
	}
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		uint32_t owner = code_use_module(code, use);
		answer->value += owner != NONE && owner != code->files[use->file].module
				 && counts(code, use, NULL)
				 && has_file(question->term, code, use->file);
	}
}

/* ---- files ---- */

static bool is_code_file(const struct code_file *file)
{
	return (file->flags & FILE_JUDGED) && (file->flags & (FILE_SOURCE | FILE_HEADER));
}

void fact_code_loc(const struct fact_question *question, struct fact_answer *answer)
{
	if (!is_code_known(question->term, question->world, answer)) {
		return;
	}
	for (uint32_t f = 0; f < question->world->code->file_count; f++) {
		const struct code_file *file = &question->world->code->files[f];
		if (is_code_file(file) && has_file(question->term, question->world->code, f)) {
			answer->value += file->lines;
		}
	}
}

void fact_code_files(const struct fact_question *question, struct fact_answer *answer)
{
	if (!is_code_known(question->term, question->world, answer)) {
		return;
	}
	for (uint32_t f = 0; f < question->world->code->file_count; f++) {
		answer->value += is_code_file(&question->world->code->files[f])
				 && has_file(question->term, question->world->code, f);
	}
}

/* Whether all files that match a pattern are among those that are read. */
static bool is_of_code(struct str pattern)
{
	static const struct str endings[] = { STR_INIT(".c"), STR_INIT(".h") };
	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		if (str_ends(pattern, endings[i])) {
			return true;
		}
	}
	return false;
}

static double files_matching(const struct term *term, const struct code *code)
{
	double count = 0;
	for (uint32_t f = 0; f < code->file_count; f++) {
		count += glob_match(term->argument, code->files[f].path);
	}
	return count;
}

static void others_are_unknown(struct fact_answer *answer)
{
	answer->value = 0;
	answer->reason = REASON_UNREADABLE;
	answer->evidence = STR("only files of C code are known");
}

void fact_code_count(const struct fact_question *question, struct fact_answer *answer)
{
	if (!is_code_known(question->term, question->world, answer)) {
		return;
	}
	answer->value = files_matching(question->term, question->world->code);
	if (!is_of_code(question->term->argument)) {
		others_are_unknown(answer);
	}
}

void fact_code_exists(const struct fact_question *question, struct fact_answer *answer)
{
	if (!is_code_known(question->term, question->world, answer)) {
		return;
	}
	answer->value = files_matching(question->term, question->world->code) > 0;
	if (answer->value == 0 && !is_of_code(question->term->argument)) {
		others_are_unknown(answer);
	}
}
