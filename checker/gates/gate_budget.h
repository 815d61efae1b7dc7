/* SPDX-License-Identifier: MIT */
/*
 * How a gate takes error budgets: which classes of change pass with what is
 * left of them.
 *
 *	healthy    everything passes
 *	caution    everything passes, with a warning
 *	low        (or burning quickly) classes of `when_low` and `always` pass
 *	exhausted  classes of `when_exhausted` and `always` pass
 *	unknown    what the gate's `on_unknown` says
 */
#ifndef LINTEL_GATES_GATE_BUDGET_H
#define LINTEL_GATES_GATE_BUDGET_H

#include "findings/own.h"
#include "gates/gate_change.h"
#include "gates/verdict.h"

struct gate_budgets {
	const struct gate *gate;
	const struct service_levels *levels;
	const struct gate_change *change;
	/* Where the gate's policy stands. */
	struct place place;
};

/* Every name in `of` is a service level; what is not goes to `problems`. */
NODISCARD bool gate_budget_check(const struct config_gate *gate, const struct registers *registers,
		struct problems *problems);

/*
 * A result, and a finding lintel/gate/budget where something is to be said;
 * nothing where there are no service levels or the gate ignores them.  Returns
 * why what is protected ranks one higher: the budget is low, used up or unknown,
 * and the change is not of a class that always passes; empty if it does not.
 */
struct str gate_budget_judge(const struct gate_budgets *budgets,
		const struct own_settings *settings, struct gate_results *results,
		struct findings *findings);

#endif
