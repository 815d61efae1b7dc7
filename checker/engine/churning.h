/* SPDX-License-Identifier: MIT */
/*
 * Lines of changes in a run: nobody counts them before a condition asks how
 * much a folder changed, and nobody counts them twice.
 */
#ifndef LINTEL_ENGINE_CHURNING_H
#define LINTEL_ENGINE_CHURNING_H

#include "conditions/world.h"

struct run;

/* Lets conditions that see the world ask for lines; after run_history(). */
void run_churn(struct run *run, struct world *world);

/* For run_finish(). */
void churning_finish(struct run *run);

#endif
