/* SPDX-License-Identifier: MIT */
/*
 * The parts of run_judge() that have files of their own.
 */
#ifndef LINTEL_ENGINE_JUDGING_H
#define LINTEL_ENGINE_JUDGING_H

#include <stdbool.h>

struct finding;
struct run;

/*
 * The first part of run_judge(): rules, records, exceptions, baseline; without
 * what triggers, pillars and gates make of it.
 */
void judge_findings(struct run *run);

/* Whether a finding of another revision could have been found in this one. */
bool run_saw(const struct run *run, const struct finding *finding);

/* The rule of what lintel could not read. */
#define UNIT_RULE "lintel/unit"

/* unit_findings.c: adds one for each unit, file and folder that could not be read as it should. */
void unit_findings(struct run *run);

/* excerpts.c: fills in the lines that findings stand on, from files inside the root only. */
void excerpts_fill(struct run *run);

#endif
