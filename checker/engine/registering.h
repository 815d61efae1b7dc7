/* SPDX-License-Identifier: MIT */
/*
 * Registers in a run: files of records are read and understood once records of
 * decisions and measurements are, because they refer to them; what they lack
 * is among the findings before exceptions and the baseline are applied.
 */
#ifndef LINTEL_ENGINE_REGISTERING_H
#define LINTEL_ENGINE_REGISTERING_H

#include "engine/run.h"

/*
 * Reads the kinds and records, and says what they refer to; for run_govern(),
 * after decisions and measurements.  Nothing to do where none are configured.
 */
NODISCARD bool run_registers(struct run *run, struct err *err);

/* Adds what the registers have to say to the run's findings. */
void registering_report(struct run *run);

#endif
