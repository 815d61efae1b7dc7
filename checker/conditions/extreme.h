/* SPDX-License-Identifier: MIT */
/*
 * The smallest or largest sample of a moving window: a queue of those that may
 * yet become it, so that each sample comes and goes once.
 */
#ifndef LINTEL_CONDITIONS_EXTREME_H
#define LINTEL_CONDITIONS_EXTREME_H

#include "conditions/samples.h"

struct arena;

struct extreme {
	struct arena *arena;
	bool is_largest;
	/* A ring of sample numbers; its capacity is a power of two. */
	uint32_t *ring;
	uint32_t cap;
	uint32_t first;
	uint32_t len;
};

void extreme_add(struct extreme *extreme, const struct samples *samples, uint32_t i);
/* The oldest sample of the window, if it is still in the queue. */
void extreme_drop(struct extreme *extreme, uint32_t i);
/* The window must not be empty. */
double extreme_value(const struct extreme *extreme, const struct samples *samples);

#endif
