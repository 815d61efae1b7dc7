/* SPDX-License-Identifier: MIT */
/*
 * The gate in a run: what it asks for besides findings, understood before
 * anything is gathered and judged when all else is known.
 */
#ifndef LINTEL_ENGINE_GATING_H
#define LINTEL_ENGINE_GATING_H

#include "base/problem.h"

struct run;

/* For run_govern(): reads what all gates ask for; what is wrong goes to `problems`. */
NODISCARD bool gating_read(struct run *run, struct problems *problems);

/* The same again, once there are more files than selectors knew. */
void gating_renew(struct run *run);

/* Bits of enum condition_needs. */
unsigned gating_needs(const struct run *run);

/* For run_judge(): results and findings of the gate that asks; nothing unless the run is for it. */
void gating_judge(struct run *run);

#endif
