/* SPDX-License-Identifier: MIT */
#include "engine/gating.h"

#include "base/arena.h"
#include "engine/governing.h"
#include "engine/run.h"
#include "findings/own.h"

/* The family of what gates ask for. */
#define GATE_RULES "lintel/gate/"

bool gating_read(struct run *run, struct problems *problems)
{
	const struct condition_names names = run_condition_names(run);

	return gate_conditions_read(&run->governing->gate_conditions, run->arena, &run->gates,
			run->gate, &names, problems);
}

void gating_renew(struct run *run)
{
	const struct gate_conditions before = run->governing->gate_conditions;
	struct problems again;

	problems_init(&again, run->arena);
	/* What is wrong was told the first time. */
	if (!gating_read(run, &again)) {
		run->governing->gate_conditions = before;
	}
}

unsigned gating_needs(const struct run *run)
{
	bool is_asked = run->governing && run->options.asks_gate;
	return is_asked ? gate_conditions_needs(&run->governing->gate_conditions) : 0;
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

void gating_judge(struct run *run)
{
	struct governing *governing = run->governing;

	if (!is_asked(run)) {
		return;
	}
	govern_world(run);
	const struct own_settings settings = own_settings_of(&run->config);
	gate_conditions_judge(&governing->gate_conditions, &governing->world, &settings,
			&run->results, &run->findings);
}
