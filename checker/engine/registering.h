/* SPDX-License-Identifier: MIT */
/*
 * Registers in a run: files of records are read and understood once records of
 * decisions and measurements are, because they refer to them; what they lack
 * is among the findings before exceptions and the baseline are applied.
 */
#ifndef LINTEL_ENGINE_REGISTERING_H
#define LINTEL_ENGINE_REGISTERING_H

#include "engine/run.h"
#include "registers/book.h"

/*
 * Reads the kinds and records, and says what they refer to; for run_govern(),
 * after decisions and measurements.  Nothing to do where none are configured.
 */
NODISCARD bool run_registers(struct run *run, struct err *err);

/*
 * The kinds that there are, those of the program where none are configured, and
 * the records, whose references are not looked at: for templates.  What is wrong
 * with records is only a warning, as long as the kinds are sound.  The book
 * lives as long as the run.
 */
NODISCARD bool run_kinds(struct run *run, struct register_book *book, struct err *err);

/* After run_registers(), as soon as everything is there that conditions may name. */
NODISCARD bool run_registers_understand(struct run *run, struct err *err);

/* The same once more, when the compiler has found more files. */
void registering_renew(struct run *run);

/* What its conditions need: bits of enum condition_needs. */
unsigned registering_needs(const struct run *run);

/* Judges the records and adds what they lack to the run's findings. */
void registering_judge(struct run *run, enum book_round round);

#endif
