/* SPDX-License-Identifier: MIT */
/*
 * Decision records against the history: when each was added and changed, and
 * whether those that the lock file does not know say what they said when they
 * were accepted.
 */
#ifndef LINTEL_ENGINE_REMEMBERING_H
#define LINTEL_ENGINE_REMEMBERING_H

#include "facts/decision_past.h"

struct run;

/* By record; NULL unless run_history() found a history.  Nothing is compared. */
const struct decision_past *run_decision_pasts(struct run *run);

/* Whether records in force are not locked, so that only the history can say if they changed. */
bool run_has_unlocked(const struct run *run);

/* The same, those compared. */
const struct decision_past *run_decisions_compared(struct run *run);

#endif
