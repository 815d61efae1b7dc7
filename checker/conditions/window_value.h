/* SPDX-License-Identifier: MIT */
/*
 * What the aggregates make of the samples in a window.
 */
#ifndef LINTEL_CONDITIONS_WINDOW_VALUE_H
#define LINTEL_CONDITIONS_WINDOW_VALUE_H

#include "conditions/window.h"

/* It asks by how much a counter or a histogram grew. */
bool window_counts_growth(const struct window *window);

/* It asks for a percentile of values, not of buckets. */
bool window_is_ranked(const struct window *window);

#endif
