/* SPDX-License-Identifier: MIT */
/*
 * Where quantities come from: a cursor for each term without operands.
 */
#ifndef LINTEL_CONDITIONS_LEAF_H
#define LINTEL_CONDITIONS_LEAF_H

#include "conditions/evaluation.h"
#include "conditions/formula.h"

/* Sets up the cursor, and the conversion from its unit to the term's. */
void leaf_begin(struct evaluation *evaluation, const struct condition *condition, uint32_t term,
		struct cursor *cursor, struct conversion *conversion);

/* When the age that a term asks for began, or MOMENT_EVER and why it is not known. */
moment age_begin(const struct world *world, enum age_of age, enum reason *reason);

/* A cursor over a metric as a term asks for it. */
void metric_cursor(struct evaluation *evaluation, const struct condition *condition, uint32_t term,
		struct cursor *cursor);

/* The unit of what an aggregate makes of a metric. */
struct unit metric_unit(const struct metric *metric, enum aggregate aggregate);

#endif
