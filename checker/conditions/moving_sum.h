/* SPDX-License-Identifier: MIT */
/*
 * Sum and slope of a moving window.
 *
 * Nothing is ever taken away from a sum: what has been subtracted leaves its
 * rounding error behind, and one huge value would spoil all that follow.  The
 * window has a boundary in it instead.  Behind the boundary what comes in is
 * added up; before it, sums from there to the boundary are kept for every
 * sixteenth sample.  When the window has moved past the boundary, it is set
 * anew at its end.
 */
#ifndef LINTEL_CONDITIONS_MOVING_SUM_H
#define LINTEL_CONDITIONS_MOVING_SUM_H

#include "conditions/samples.h"

struct arena;

/* Of some samples: enough to join two of them without loss. */
struct moving_part {
	double count;
	/* Sum mode: the sum and its rounding error.  Slope mode: means and centred products. */
	double value;
	double error;
	double time;
	double times;
	double products;
};

struct moving_sum {
	struct arena *arena;
	bool is_slope;
	/* Samples from the boundary on. */
	struct moving_part behind;
	uint32_t boundary;
	/* before[k]: of the 16 k samples before the boundary. */
	struct moving_part *before;
	uint32_t before_cap;
};

/* A sample that has a finite value. */
void moving_sum_add(struct moving_sum *sum, const struct samples *samples, uint32_t i);

/* The samples [tail, head), of which those without a finite value do not count. */
struct moving_part moving_sum_value(struct moving_sum *sum, const struct samples *samples,
		uint32_t tail, uint32_t head);

double moving_part_sum(struct moving_part part);
/* Least squares, a day; NaN if all samples are of one moment. */
double moving_part_slope(struct moving_part part);

#endif
