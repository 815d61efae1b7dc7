/* SPDX-License-Identifier: MIT */
/*
 * What records come to together in a run: the roadmap, and what is owed.
 */
#ifndef LINTEL_ENGINE_PLANNING_H
#define LINTEL_ENGINE_PLANNING_H

#include "engine/run.h"
#include "registers/ledger.h"
#include "registers/roadmap.h"

/* After run_registers(): the roadmap with its proposal; false if nobody keeps one. */
NODISCARD bool run_roadmap(const struct run *run, struct roadmap *roadmap);

/* After run_registers(): debts, options, runway, migrations, and what ends when. */
void run_ledger(const struct run *run, struct ledger *ledger);

/* Adds what does not hold of them to the run's findings. */
void planning_report(struct run *run);

#endif
