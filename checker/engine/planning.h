/* SPDX-License-Identifier: MIT */
/*
 * What records come to together in a run: the roadmap.
 */
#ifndef LINTEL_ENGINE_PLANNING_H
#define LINTEL_ENGINE_PLANNING_H

#include "engine/run.h"
#include "registers/roadmap.h"

/* After run_registers(): the roadmap with its proposal; false if nobody keeps one. */
NODISCARD bool run_roadmap(const struct run *run, struct roadmap *roadmap);

/* Adds what does not hold of it to the run's findings. */
void planning_report(struct run *run);

#endif
