/* SPDX-License-Identifier: MIT */
/*
 * Findings and exceptions as rows of numbers: what conditions see of them.
 */
#ifndef LINTEL_ENGINE_COUNTS_H
#define LINTEL_ENGINE_COUNTS_H

#include "conditions/world.h"

struct run;

/*
 * One row for each rule, module and state of the judged run, in the order of
 * the findings; the number of rows.
 */
size_t counts_of(const struct run *run, struct count_row **rows);

#endif
