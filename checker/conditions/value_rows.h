/* SPDX-License-Identifier: MIT */
/*
 * What earlier steps of the run, and earlier runs, came to: rows of the world
 * about a pillar or a service level.
 */
#ifndef LINTEL_CONDITIONS_VALUE_ROWS_H
#define LINTEL_CONDITIONS_VALUE_ROWS_H

#include "conditions/cursor.h"
#include "conditions/evaluation.h"

/* The row that counts at as_of, or NULL; `term` is one of pillar(…), budget(…). */
const struct value_row *value_row_now(const struct world *world, const struct term *term);

/* Over what was recorded, in the fact's unit; false if the term has no rows with a moment. */
bool value_rows_cursor(
		struct evaluation *evaluation, const struct term *term, struct cursor *cursor);

#endif
