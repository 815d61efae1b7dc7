/* SPDX-License-Identifier: MIT */
#include "engine/gating.h"

#include "base/arena.h"
#include "base/err.h"
#include "engine/governing.h"
#include "engine/run.h"
#include "findings/own.h"
#include "gates/approval.h"
#include "gates/change_class.h"
#include "gates/gate_budget.h"
#include "sources/git/range.h"

/* The family of what gates ask for. */
#define GATE_RULES "lintel/gate/"

static struct risk_facts risk_facts_of(const struct run *run)
{
	return (struct risk_facts){
		.config = &run->config,
		.code = run->code,
		.registers = run->governing->registers,
		.levels = &run->governing->levels,
		.as_of = (moment)run->options.as_of * MOMENT_SECOND,
	};
}

static bool asked_read(struct run *run, struct problems *problems)
{
	const struct condition_names names = run_condition_names(run);
	const struct risk_facts facts = risk_facts_of(run);
	struct gating *gating = &run->governing->gating;

	bool is_good = gate_conditions_read(
			&gating->conditions, run->arena, &run->gates, run->gate, &names, problems);
	return risks_make(&gating->risks, run->arena, &facts, problems) && is_good;
}

/* What names records can be checked once: files do not matter to it. */
static bool names_check(struct run *run)
{
	const struct registers *registers = run->governing->registers;
	bool is_good = approval_roles_check(&run->config, registers, &run->problems);

	for (size_t i = 0; i < run->gates.len; i++) {
		const struct config_gate *gate = run->gates.p[i].config;
		is_good = (!gate || gate_budget_check(gate, registers, &run->problems)) && is_good;
	}
	return is_good;
}

static bool change_read(struct run *run, struct err *err)
{
	struct gating *gating = &run->governing->gating;
	struct repository *repository;

	if (run->options.changes.len == 0) {
		return true;
	}
	if (!repository_open(&repository, run->arena, run->root.path, err)) {
		return err_wrap(err, "--changes");
	}
	gating->has_change = range_read(&gating->change, run->arena, repository,
			run->options.changes, &range_limits_default, err);
	repository_close(repository);
	return gating->has_change || err_wrap(err, "--changes");
}

static bool class_check(const struct run *run, struct err *err)
{
	struct str word = run->options.change_class;
	if (word.len == 0 || change_class_is_known(&run->config.risk, word)) {
		return true;
	}
	struct str remedy = change_class_remedy(&run->config.risk, word, run->arena);
	return err_set(err, "unknown class of change '" STR_FMT "': " STR_FMT, STR_ARG(word),
			STR_ARG(remedy));
}

bool gating_read(struct run *run, struct err *err)
{
	bool is_good = asked_read(run, &run->problems);

	is_good = names_check(run) && is_good;
	if (!is_good) {
		return err_set(err, "nothing was checked");
	}
	return class_check(run, err) && change_read(run, err);
}

void gating_renew(struct run *run)
{
	const struct gating before = run->governing->gating;
	struct problems again;

	problems_init(&again, run->arena);
	/* What is wrong was told the first time. */
	if (!asked_read(run, &again)) {
		run->governing->gating = before;
	}
}

unsigned gating_needs(const struct run *run)
{
	bool is_asked = run->governing && run->options.asks_gate;
	return is_asked ? gate_conditions_needs(&run->governing->gating.conditions) : 0;
}

/* A run of some rules asks for the gate only where one of them is the gate's. */
static bool is_asked(const struct run *run)
{
	const struct run_options *options = &run->options;
	bool is_named = options->rules_count == 0;

	for (size_t i = 0; i < options->rules_count; i++) {
		is_named |= str_starts(options->rules[i], STR(GATE_RULES));
	}
	return is_named && options->asks_gate && run->governing && run->governing->is_ready;
}

void gating_rank(struct run *run)
{
	govern_world(run);
	gating_renew(run);
}

/* A word that is no class speaks for nothing, and is said. */
static void classes_report(struct run *run, const struct own_settings *settings, struct place place)
{
	vec_each (const struct class_of_change, class, &run->governing->gating.judged.unknown) {
		struct finding *finding = own_finding(&run->findings, settings, OWN_GATE_CLASS,
				STR("class"), run->gate->name, class->word, place);
		if (finding) {
			finding->message = str_fmt(run->arena,
					STR_FMT " says that its class of change is '" STR_FMT
						"', and there is none",
					STR_ARG(class->from), STR_ARG(class->word));
			finding->remedy = change_class_remedy(
					&run->config.risk, class->word, run->arena);
		}
	}
}

static struct place gate_place(const struct run *run)
{
	const struct config_gate *config = run->gate->config;
	return config ? config->name.place : (struct place){ .path = run->config.path, .line = 1 };
}

static void approvals_ask(struct run *run, const struct own_settings *settings, struct str raised)
{
	struct gating *gating = &run->governing->gating;
	const struct approval_facts facts = {
		.gate = run->gate,
		.config = &run->config,
		.code = run->code,
		.risks = &gating->risks,
		.registers = run->governing->registers,
		.change = &gating->judged,
		.raised = raised,
		.as_of = run->governing->world.as_of,
	};
	/* Where nothing is protected there is nothing to ask for. */
	if (run->gate->approvals == APPROVALS_REQUIRED && gating->risks.rows.len > 0) {
		approvals_judge(&facts, settings, &run->results, &run->findings);
	}
}

void gating_judge(struct run *run)
{
	struct governing *governing = run->governing;

	if (!is_asked(run)) {
		return;
	}
	struct gating *gating = &governing->gating;
	gating_rank(run);
	gate_change_make(&gating->judged, run->arena, &run->config, run->code, run->gate,
			gating->has_change ? &gating->change : NULL, run->options.release,
			run->options.change_class);
	gating->is_judged = true;
	const struct own_settings settings = own_settings_of(&run->config);
	const struct gate_budgets budgets = {
		.gate = run->gate,
		.levels = &governing->levels,
		.change = &gating->judged,
		.place = gate_place(run),
	};
	classes_report(run, &settings, budgets.place);
	struct str raised = gate_budget_judge(&budgets, &settings, &run->results, &run->findings);
	approvals_ask(run, &settings, raised);
	gate_conditions_judge(&gating->conditions, &governing->world, &settings, &run->results,
			&run->findings);
}
