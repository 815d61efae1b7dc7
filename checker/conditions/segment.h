/* SPDX-License-Identifier: MIT */
/*
 * Derived metrics by segment: cost per order of retail, of business, …, from the
 * segments that all they are made of have.
 */
#ifndef LINTEL_CONDITIONS_SEGMENT_H
#define LINTEL_CONDITIONS_SEGMENT_H

#include "facts/measure.h"

struct arena;
struct problems;

/*
 * Adds, for each derived metric with labels that it is told by, one for each
 * segment, and sorts.  What is told by other labels, or by none, goes to
 * `problems`; what cannot be read as a quantity at all is left to
 * metrics_derive().
 */
void segments_derive(struct metrics *metrics, struct arena *arena, struct problems *problems);

#endif
