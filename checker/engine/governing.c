/* SPDX-License-Identifier: MIT */
#include "engine/governing.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "engine/assessing.h"
#include "engine/budgets.h"
#include "engine/churning.h"
#include "engine/counts.h"
#include "engine/delivery.h"
#include "engine/gathering.h"
#include "engine/gating.h"
#include "engine/historing.h"
#include "engine/measures.h"
#include "engine/owning.h"
#include "engine/registering.h"
#include "engine/remembering.h"
#include "findings/own.h"
#include "reviews/evaluation.h"
#include "reviews/records.h"
#include "sources/decisions/reader.h"

static struct governing *governing_of(struct run *run)
{
	if (!run->governing) {
		run->governing = arena_new(run->arena, struct governing);
		decisions_init(&run->governing->decisions, run->arena);
		measures_init(&run->governing->measures, run->arena);
	}
	return run->governing;
}

/*
 * A file that lintel itself keeps beside the records; that it is not there is
 * fine, that it cannot be read is an error.
 */
static bool kept_read(struct run *run, struct str path, struct str *text, bool *is_there)
{
	struct buf read;

	*text = STR("");
	buf_init(&read);
	enum file_status status = root_read(&run->root, path, FILE_SIZE_MAX, &read, NULL);
	bool is_good = status == FILE_OK || status == FILE_MISSING;
	*is_there = status == FILE_OK;
	if (*is_there) {
		*text = str_dup(run->arena, buf_str(&read));
	} else if (!is_good) {
		is_good = problem_add(&run->problems, (struct place){ .path = path }, STR(""),
				"cannot read '" STR_FMT "': %s", STR_ARG(path),
				file_status_text(status));
	}
	buf_finish(&read);
	return is_good;
}

static bool lock_load(struct run *run)
{
	struct governing *governing = run->governing;
	struct str path = records_lock_path(&run->config.decisions, run->arena);
	struct str text;

	lock_init(&governing->lock, run->arena, path);
	if (!kept_read(run, path, &text, &governing->has_lock)) {
		return false;
	}
	return !governing->has_lock
	       || lock_read(&governing->lock, run->arena, path, text, &run->problems);
}

static bool recorded_load(struct run *run)
{
	struct governing *governing = run->governing;
	struct str folder = run->config.decisions.dirs.p[0].s;
	struct str path = path_join(run->arena, folder, STR(RECORDED_NAME));
	struct str text;
	bool is_there;

	governing->recorded_path = path;
	if (!kept_read(run, path, &text, &is_there)) {
		return false;
	}
	return !is_there
	       || recorded_read(&governing->recorded, run->arena, path, text, &run->problems);
}

bool run_decisions(struct run *run, struct err *err)
{
	struct governing *governing = governing_of(run);
	const struct config_decisions *config = &run->config.decisions;
	const struct decision_limits limits = {
		.max_bytes = run->options.max_record_size,
		.max_records = run->options.max_records,
	};

	if (governing->has_decisions || config->dirs.len == 0) {
		return true;
	}
	int64_t begin = stopwatch();
	governing->has_decisions = true;
	if (!decisions_read(&governing->decisions, run->arena, &run->root, config, &limits,
			    run->options.jobs, err)) {
		return false;
	}
	run->timings.records += stopwatch() - begin;
	bool is_good = records_config_check(config, &run->problems);
	is_good = lock_load(run) && is_good;
	is_good = recorded_load(run) && is_good;
	return is_good || err_set(err, "nothing was checked");
}

struct condition_names run_condition_names(const struct run *run)
{
	struct str *rules = arena_new_array(run->arena, struct str, run->rule_count + 1);

	for (size_t i = 0; i < run->rule_count; i++) {
		rules[i] = run->rules[i].id;
	}
	return (struct condition_names){
		.metrics = &run->governing->metrics,
		.decisions = &run->governing->decisions,
		.code = run->code,
		.rules = rules,
		.rule_count = run->rule_count,
		.registers = run->governing->registers,
	};
}

static void triggers_understand(struct run *run)
{
	struct governing *governing = run->governing;
	const struct condition_names names = run_condition_names(run);

	triggers_parse(&governing->triggers, run->arena, &governing->decisions, &names, NULL);
}

/* Registers, and what conditions see, once decisions and measurements are there. */
static bool records_govern(struct run *run, struct err *err)
{
	struct governing *governing = run->governing;

	if (!run_registers(run, err)) {
		return false;
	}
	governing->world = (struct world){
		.as_of = (moment)run->options.as_of * MOMENT_SECOND,
		.decisions = &governing->decisions,
		.metrics = &governing->metrics,
		.registers = governing->registers,
		.subject = SUBJECT_NONE,
	};
	if (!run_registers_understand(run, err)) {
		return false;
	}
	run_budgets(run);
	return true;
}

bool run_govern(struct run *run, struct err *err)
{
	struct governing *governing = governing_of(run);

	if (governing->is_ready) {
		return true;
	}
	governing->is_ready = true;
	int64_t begin = stopwatch();
	if (!run_decisions(run, err)
			|| !run_measures(run, false, &governing->measures, &governing->metrics,
					err)) {
		return false;
	}
	run->timings.telemetry += stopwatch() - begin - run->timings.records;
	if (!delivery_check(run)) {
		return err_set(err, "nothing was checked");
	}
	if (!records_govern(run, err)) {
		return false;
	}
	triggers_understand(run);
	return assessing_read(run, err) && gating_read(run, err);
}

bool run_govern_past(struct run *run, struct err *err)
{
	const struct governing *other = run->gathering->head->governing;
	struct governing *governing = governing_of(run);

	governing->is_ready = true;
	governing->has_telemetry = other->has_telemetry;
	governing->measures = other->measures;
	governing->metrics = other->metrics;
	return run_decisions(run, err) && records_govern(run, err);
}

unsigned needs_of_conditions(const struct run *run, unsigned needs)
{
	unsigned all = 0;
	all |= needs & CONDITION_NEEDS_CODE ? NEEDS_INCLUDES : 0;
	all |= needs & CONDITION_NEEDS_SYMBOLS ? NEEDS_INCLUDES | NEEDS_SYMBOLS : 0;
	all |= needs & CONDITION_NEEDS_FINDINGS ? run_needs(run) : 0;
	all |= needs & CONDITION_NEEDS_HISTORY ? NEEDS_HISTORY : 0;
	return all;
}

unsigned run_govern_needs(const struct run *run)
{
	unsigned needs = run->governing ? triggers_needs(&run->governing->triggers) : 0;
	needs |= run->governing ? registering_needs(run) : 0;
	needs |= gating_needs(run) | assessing_needs(run);
	needs |= run_has_unlocked(run) ? CONDITION_NEEDS_HISTORY : 0;
	/* The gate judges all rules anyway. */
	return needs_of_conditions(run, needs & ~(unsigned)CONDITION_NEEDS_FINDINGS);
}

bool run_judge_needs(struct run *run, unsigned needs, struct err *err)
{
	unsigned gathered = needs_of_conditions(run, needs);

	if (gathered && !run->has_gathered && !run_gather(run, gathered, err)) {
		return false;
	}
	/* What was gathered may have been so for others. */
	if ((gathered & NEEDS_HISTORY) && !run_history(run, err)) {
		return false;
	}
	if (needs & CONDITION_NEEDS_FINDINGS) {
		run_judge(run);
	} else {
		registering_judge(run, ROUND_OF_RECORDS);
	}
	return true;
}

bool run_govern_now(struct run *run, struct err *err)
{
	/* Triggers may ask how complete records are. */
	unsigned early = registering_needs(run) & ~(unsigned)CONDITION_NEEDS_FINDINGS;
	unsigned needs = triggers_needs(&run->governing->triggers) | early;

	if (!run_judge_needs(run, needs, err)) {
		return false;
	}
	/* Judging all rules does this on its way. */
	if (!(needs & CONDITION_NEEDS_FINDINGS)) {
		govern_triggers(run);
	}
	return true;
}

void govern_findings(struct run *run)
{
	struct governing *governing = run->governing;

	if (!governing) {
		return;
	}
	if (governing->has_decisions) {
		struct record_facts facts = {
			.config = &run->config,
			.decisions = &governing->decisions,
			.code = run->code,
			.rules = run->rules,
			.rule_count = run->rule_count,
			.exceptions = &run->exceptions,
			.lock = governing->has_lock ? &governing->lock : NULL,
			.pasts = run_decisions_compared(run),
			.history = run->history,
			.today = date_day_of(run->options.as_of),
		};
		facts.path_count = text_paths(&run->gathering->tree, &facts.paths);
		records_check(&facts, &run->findings);
	}
	measures_report(run, &run->findings);
	registering_judge(run, ROUND_OF_RECORDS);
	budgets_report(run);
}

void govern_values(struct run *run, struct str family, const struct value_row *rows, size_t count)
{
	struct governing *governing = run->governing;
	struct value_family *place = NULL;
	size_t total = 0;

	vec_each (struct value_family, other, &governing->families) {
		place = str_eq(other->family, family) ? other : place;
	}
	place = place ? place : vec_add(&governing->families, run->arena);
	*place = (struct value_family){ family, rows, count };
	vec_each (const struct value_family, other, &governing->families) {
		total += other->count;
	}
	struct value_row *all = arena_new_array(run->arena, struct value_row, total);
	governing->world.values = all;
	governing->world.value_count = total;
	vec_each (const struct value_family, other, &governing->families) {
		for (size_t i = 0; i < other->count; i++) {
			*all++ = other->rows[i];
		}
	}
}

/* Who owns what, and where people belong now: with a history only. */
static void world_owners(struct run *run, struct world *world)
{
	moment now = run->options.as_of * MOMENT_SECOND;
	struct err err;

	if (world->ownership || !run->history || !run_ownership(run, &err)) {
		return;
	}
	world->ownership = run->owning->ownership;
	const struct ownership_span span = { moment_before(now, run->owning->window), now };
	world->belonging = ownership_belonging(world->ownership, span, run->arena);
}

void govern_world(struct run *run)
{
	struct governing *governing = run->governing;
	struct world *world = &governing->world;
	struct count_row *rows;

	if (run->has_gathered && !world->code) {
		/* The compiler may have found more files than selectors knew. */
		registering_renew(run);
		triggers_understand(run);
		gating_renew(run);
		assessing_renew(run);
		governing->code_metrics = code_metrics_create(run->arena, run->code, ~0U);
		world->code = run->code;
		world->code_metrics = &governing->code_metrics;
	}
	world->history = run->history;
	world->history_modules = run_history_modules(run);
	world->decision_pasts = run_decision_pasts(run);
	run_churn(run, world);
	delivery_govern(run);
	world_owners(run, world);
	if (run->has_judged && !world->has_counts) {
		world->count_count = counts_of(run, &rows);
		world->counts = rows;
		world->has_counts = true;
	}
}

void govern_triggers(struct run *run)
{
	struct governing *governing = run->governing;

	if (!governing || !governing->is_ready || !governing->has_decisions) {
		return;
	}
	int64_t begin = stopwatch();
	govern_world(run);
	governing->triggers.jobs = run->options.jobs;
	triggers_evaluate(&governing->triggers, run->arena, &governing->world, &governing->recorded,
			NULL);
	const struct own_settings settings = own_settings_of(&run->config);
	triggers_report(&governing->triggers, &run->findings, &settings, governing->world.as_of);
	run->timings.triggers += stopwatch() - begin;
}
