/* SPDX-License-Identifier: MIT */
/*
 * By how much a counter, or each bucket of a histogram, grew in a moving window.
 *
 * A value that falls has begun anew: what it has then is all that is known of
 * its growth, so growth over a reset is a lower bound.
 */
#ifndef LINTEL_CONDITIONS_INCREASE_H
#define LINTEL_CONDITIONS_INCREASE_H

#include "conditions/samples.h"

struct arena;

struct increase {
	/* Numbers of a sample: 1, or the buckets of a histogram and its sum. */
	uint32_t width;
	/* Resets within the window, and what each number had come to before them, together. */
	uint32_t resets;
	double *lost;
	double *error;
};

/* From which value growth is counted. */
struct increase_from {
	/* The sample before the window that still counted when it began, or none. */
	bool has_base;
	uint32_t base;
	/* From nothing: growth since the counter began. */
	bool is_zero;
};

struct increase increase_create(struct arena *arena, const struct metric *metric);

/* `before` and `i` are neighbours among those samples of the window that have a value. */
void increase_add(struct increase *increase, const struct samples *samples, uint32_t before,
		uint32_t i);
void increase_drop(struct increase *increase, const struct samples *samples, uint32_t i,
		uint32_t next);

/* Growth of one number up to sample `last`; `first` is the first of the window with a value. */
double increase_value(const struct increase *increase, const struct samples *samples,
		const struct increase_from *from, uint32_t first, uint32_t last, uint32_t number);

/* Whether sample `b` is less than `a` in any count. */
bool increase_is_reset(const struct samples *samples, uint32_t a, uint32_t b);

#endif
