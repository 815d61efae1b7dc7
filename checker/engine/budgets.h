/* SPDX-License-Identifier: MIT */
/*
 * Error budgets in a run: service levels are judged once registers and
 * measurements are read, and conditions see them as budget(…).
 */
#ifndef LINTEL_ENGINE_BUDGETS_H
#define LINTEL_ENGINE_BUDGETS_H

struct run;

/* For run_govern(), after run_registers(): judges them; nothing to do where none are kept. */
void run_budgets(struct run *run);

/* Adds what they have to say to the run's findings. */
void budgets_report(struct run *run);

#endif
