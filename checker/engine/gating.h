/* SPDX-License-Identifier: MIT */
/*
 * The gate in a run: what it asks for besides findings, understood before
 * anything is gathered and judged when all else is known.
 */
#ifndef LINTEL_ENGINE_GATING_H
#define LINTEL_ENGINE_GATING_H

#include "base/problem.h"
#include "facts/change.h"
#include "gates/gate_change.h"
#include "gates/gate_condition.h"
#include "gates/risk.h"

struct err;
struct run;

/* Part of struct governing. */
struct gating {
	/* Of the gate that asks. */
	struct gate_conditions conditions;
	struct risks risks;
	/* What `--changes` names. */
	bool has_change;
	struct change change;
	struct gate_change judged;
	bool is_judged;
};

/*
 * For run_govern(): reads what all gates ask for, the risk matrix, and the
 * change that was named.  False with `problems` or `err`.
 */
NODISCARD bool gating_read(struct run *run, struct err *err);

/* What is made of files and modules again, once there are more of them. */
void gating_renew(struct run *run);

/* Bits of enum condition_needs. */
unsigned gating_needs(const struct run *run);

/* Budgets and ranks as the world has them; for run_judge() and commands about risk. */
void gating_rank(struct run *run);

/* For run_judge(): results and findings of the gate that asks; nothing unless the run is for it. */
void gating_judge(struct run *run);

#endif
