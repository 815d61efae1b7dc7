/* SPDX-License-Identifier: MIT */
/*
 * Measurements of a run: the one place that reads snapshots, makes metrics of
 * them and looks for what is wrong with them.
 */
#ifndef LINTEL_ENGINE_MEASURES_H
#define LINTEL_ENGINE_MEASURES_H

#include "facts/measure.h"

struct err;
struct findings;
struct run;

/*
 * Reads what `telemetry:` of the configured run names, as at its `as_of`.  With
 * `keep_all` samples that no metric asks for are kept too.  What is wrong with
 * declarations goes to `run->problems`, what is wrong with data is in
 * `measures->faults`, sorted by place.  False if a declaration is wrong or a
 * limit is reached.
 */
NODISCARD bool run_measures(struct run *run, bool keep_all, struct measures *measures,
		struct metrics *metrics, struct err *err);

/* Snapshots that could not be read, and faults of data, as findings lintel/telemetry/…. */
void measures_report(const struct run *run, struct findings *findings);

#endif
