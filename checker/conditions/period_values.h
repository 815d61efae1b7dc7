/* SPDX-License-Identifier: MIT */
/*
 * The complete periods that `for 2 quarters` looks at, one by one.
 */
#ifndef LINTEL_CONDITIONS_PERIOD_VALUES_H
#define LINTEL_CONDITIONS_PERIOD_VALUES_H

#include "conditions/outcome.h"

/* Fills outcome->periods; of many, the last ones. */
void period_values_read(struct outcome *outcome, struct evaluation *evaluation,
		const struct course *course);

#endif
