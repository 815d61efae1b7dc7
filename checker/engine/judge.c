/* SPDX-License-Identifier: MIT */
/*
 * From facts to the verdict: rules, what lintel itself has to say, exceptions,
 * baseline, excerpts.  Rules run on any thread, each into a list of its own;
 * the lists are joined in the order of the rules.
 */
#include "base/arena.h"
#include "base/pool.h"
#include "engine/assessing.h"
#include "engine/gathering.h"
#include "engine/gating.h"
#include "engine/governing.h"
#include "engine/historing.h"
#include "engine/judging.h"
#include "engine/owning.h"
#include "engine/registering.h"
#include "engine/since.h"
#include "rules/kinds.h"

struct judging {
	struct run *run;
	const struct rule_facts *facts;
	/* The rules of this round, and a list with an arena of its own for each. */
	const struct rule **rules;
	struct findings *lists;
	size_t count;
};

static bool is_named(const struct str *names, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(names[i], name)) {
			return true;
		}
	}
	return false;
}

/* ---- rules ---- */

static void rule_run(size_t item, unsigned worker, void *ctx)
{
	const struct judging *judging = ctx;
	(void)worker;
	rule_check(judging->rules[item], judging->facts, &judging->lists[item]);
}

/* Runs the rules that do (or do not) ask for the findings of the others. */
static void round_run(struct run *run, const struct rule_facts *facts, unsigned asks)
{
	struct judging judging = { .run = run, .facts = facts };
	judging.rules = arena_new_array(run->arena, const struct rule *, run->rule_count);
	judging.lists = arena_new_array(run->arena, struct findings, run->rule_count);
	bool all = run_needs(run) & NEEDS_FINDINGS;
	for (size_t i = 0; i < run->rule_count; i++) {
		const struct rule *rule = &run->rules[i];
		bool is_selected = all || run_judges(run, rule);
		if ((rule->needs & NEEDS_FINDINGS) == asks && is_selected) {
			findings_init(&judging.lists[judging.count], arena_create());
			judging.rules[judging.count++] = rule;
		}
	}
	pool_run(run->options.jobs, judging.count, rule_run, &judging);
	for (size_t i = 0; i < judging.count; i++) {
		vec_each (const struct finding, finding, &judging.lists[i].list) {
			*vec_add(&run->findings.list, run->arena) = *finding;
		}
		arena_adopt(run->arena, judging.lists[i].arena);
	}
}

/* ---- what a partial run leaves out ---- */

/* Whether the gate leaves a rule of lintel itself to others, as its entry says. */
static bool is_left_out(const struct run *run, struct str rule)
{
	bool is_asked = run->options.asks_gate && run->options.rules_count == 0;
	for (size_t i = 0; is_asked && i < run->config.rule_count; i++) {
		const struct config_rule *entry = &run->config.rules[i];
		if (str_eq(entry->id.s, rule)) {
			return entry->cadence.is_set
			       && !gate_judges(run->gate,
					       (enum config_cadence)entry->cadence.value);
		}
	}
	return false;
}

/* Whether findings may have to be left out: of all but what was named, or of other gates. */
static bool is_partial(const struct run *run)
{
	bool is_left = false;
	for (size_t i = 0; i < run->config.rule_count; i++) {
		is_left |= is_left_out(run, run->config.rules[i].id.s);
	}
	return is_left || run->options.rules_count > 0 || run->options.modules_count > 0;
}

static struct str module_of_path(const struct run *run, struct str path)
{
	uint32_t file = code_file_find(run->code, path);
	uint32_t module = file == NONE ? NONE : run->code->files[file].module;
	return module == NONE ? STR("") : run->code->modules[module].name;
}

/* lintel's own findings are about the run as a whole: each run has them. */
static bool rule_was_run(const struct run *run, struct str rule)
{
	if (is_left_out(run, rule)) {
		return false;
	}
	return run->options.rules_count == 0 || str_eq(rule, STR(UNIT_RULE))
	       || is_named(run->options.rules, run->options.rules_count, rule);
}

/* Whether the rule could see everything: not without the compiler, if it asks for uses. */
static bool rule_saw(const struct run *run, const struct baseline_entry *entry)
{
	bool is_include = str_eq(entry->kind, str_of(use_kind_words[USE_INCLUDE]));
	if (str_eq(entry->rule, STR(UNIT_RULE))) {
		return run->code->has_symbols;
	}
	for (size_t i = 0; i < run->rule_count; i++) {
		const struct rule *rule = &run->rules[i];
		if (str_eq(rule->id, entry->rule)) {
			/*
			 * What time took away is no change's doing: only --update drops it.
			 * And who knows fewer uses finds more, not less, of the past.
			 */
			bool is_past = rule->needs & NEEDS_HISTORY;
			return rule->not_judged.len == 0
			       && (is_past ? run->options.no_baseline
					   : is_include || rule->partly_judged.len == 0);
		}
	}
	return true;
}

/* A unit that was lost leaves uses unseen in its file; includes are seen all the same. */
static bool unit_saw(const struct run *run, const struct baseline_entry *entry)
{
	uint32_t file = code_file_find(run->code, entry->source);
	return file == NONE || !run->gathering->lost_files[file]
	       || str_eq(entry->kind, str_of(use_kind_words[USE_INCLUDE]));
}

bool run_looked_at(const struct baseline_entry *entry, void *ctx)
{
	const struct run *run = ctx;
	const struct run_options *options = &run->options;
	struct str source = entry->source;
	if (!rule_was_run(run, entry->rule) || !rule_saw(run, entry) || !unit_saw(run, entry)) {
		return false;
	}
	return options->modules_count == 0
	       || is_named(options->modules, options->modules_count, source)
	       || is_named(options->modules, options->modules_count, module_of_path(run, source));
}

static const struct rule *rule_find(const struct run *run, struct str id)
{
	for (size_t i = 0; i < run->rule_count; i++) {
		if (str_eq(run->rules[i].id, id)) {
			return &run->rules[i];
		}
	}
	return NULL;
}

bool run_saw(const struct run *run, const struct finding *finding)
{
	const struct rule *rule = rule_find(run, finding->rule);
	uint32_t file = code_file_find(run->code, finding->source);
	bool is_of_code = rule || str_eq(finding->rule, STR(UNIT_RULE));
	if (!is_of_code) {
		return !run->gathering->has_lost_records;
	}
	/* What text alone could not tell, it could not tell on either side. */
	if (rule && rule->not_judged.len > 0) {
		return false;
	}
	bool needs_units = !rule || (rule->needs & NEEDS_SYMBOLS);
	/* Includes are seen without a compiler; that one is not used is not. */
	bool is_include = rule && !(rule->needs & NEEDS_FINDINGS) && rule->kind != &rule_unused
			  && str_eq(finding->kind, str_of(use_kind_words[USE_INCLUDE]));
	if (!needs_units || is_include) {
		return true;
	}
	if (file != NONE) {
		return !run->gathering->lost_files[file];
	}
	/* What is about a module, or several, is about all of their files. */
	bool is_path = finding->source.len > 0
		       && code_module_find(run->code, finding->source) == NONE;
	return is_path || !run->gathering->has_lost_files;
}

static void lost_files_mark(struct run *run)
{
	const struct code *code = run->code;
	run->gathering->lost_files = arena_new_array(run->arena, uint8_t, code->file_count);
	for (size_t i = 0; i < code->unit_count; i++) {
		const struct code_unit *unit = &code->units[i];
		if (unit->status != UNIT_PARSED && unit->file != NONE) {
			run->gathering->lost_files[unit->file] = 1;
			run->gathering->has_lost_files = true;
		}
	}
}

/* Of the findings from number `first` on, those that a partial run shows. */
static void selected_keep(struct run *run, size_t first)
{
	size_t kept = first;
	for (size_t i = first; i < run->findings.list.len; i++) {
		const struct finding *finding = &run->findings.list.p[i];
		bool is_unit = str_eq(finding->rule, STR(UNIT_RULE));
		bool is_here = run->options.modules_count == 0 || is_unit
			       || is_named(run->options.modules, run->options.modules_count,
					       finding->source)
			       || is_named(run->options.modules, run->options.modules_count,
					       module_of_path(run, finding->place.path));
		if (is_here && rule_was_run(run, finding->rule)) {
			run->findings.list.p[kept++] = *finding;
		}
	}
	run->findings.list.len = kept;
}

/* A scope may hold any kind of finding, so a rule that saw includes alone did not see all. */
static bool exception_looked_at_here(const struct exception *exception, void *ctx)
{
	const struct run *run = ctx;
	const struct baseline_entry any = { .rule = exception->rule.s };
	return run->options.modules_count == 0 && rule_was_run(run, any.rule)
	       && rule_saw(run, &any);
}

/* ---- all together ---- */

void judge_findings(struct run *run)
{
	struct rule_facts facts = {
		.code = run->code,
		.config = &run->config,
		.rules = run->rules,
		.rule_count = run->rule_count,
		.history = run->history,
		.history_modules = run_history_modules(run),
		.as_of = run->options.as_of * MOMENT_SECOND,
	};
	lost_files_mark(run);
	rules_limit_little(run->rules, run->rule_count, &facts, run->arena);
	round_run(run, &facts, 0);
	unit_findings(run);
	govern_findings(run);
	owning_findings(run);
	if (run_needs(run) & NEEDS_FINDINGS) {
		findings_sort(&run->findings);
		const struct findings so_far = run->findings;
		facts.findings = &so_far;
		round_run(run, &facts, NEEDS_FINDINGS);
	}
	if (is_partial(run)) {
		selected_keep(run, 0);
	}
	exceptions_apply(&run->exceptions, &run->findings, date_day_of(run->options.as_of),
			exception_looked_at_here, run);
	if (run->has_baseline) {
		baseline_apply(&run->baseline, &run->findings, run_looked_at, run);
	}
	run->has_judged = true;
	size_t judged = run->findings.list.len;
	registering_judge(run, ROUND_OF_COUNTS);
	if (is_partial(run)) {
		selected_keep(run, judged);
	}
}

void run_judge(struct run *run)
{
	int64_t begin = stopwatch();
	int64_t registers = run->timings.registers;

	judge_findings(run);
	since_judge(run);
	size_t judged = run->findings.list.len;
	govern_triggers(run);
	assessing_judge(run);
	gating_judge(run);
	if (is_partial(run)) {
		selected_keep(run, judged);
	}
	since_judge_rest(run, judged);
	findings_sort(&run->findings);
	excerpts_fill(run);
	run->verdict = verdict_of(run->gate, &run->findings);
	run->timings.rules += stopwatch() - begin - run->timings.triggers
			      - (run->timings.registers - registers);
}
