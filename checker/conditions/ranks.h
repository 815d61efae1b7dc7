/* SPDX-License-Identifier: MIT */
/*
 * The k-th smallest of a moving window.
 *
 * Samples are ranked a stretch at a time: the values of the stretch are sorted
 * once, and then each of them is a number of which one keeps count.  A stretch
 * is four times as long as the window, so that little is ranked twice, and small
 * windows over long series stay in the
 * processor's cache.
 */
#ifndef LINTEL_CONDITIONS_RANKS_H
#define LINTEL_CONDITIONS_RANKS_H

#include "conditions/samples.h"

struct arena;

struct ranks {
	struct arena *arena;
	/* The stretch: samples [begin, end). */
	uint32_t begin;
	uint32_t end;
	/* Their values, as keys that sort like them, each once. */
	uint64_t *keys;
	uint32_t key_count;
	/* How many of each are in the window. */
	uint32_t *counts;
	/* A Fenwick tree over the sums of 32 counts each. */
	uint32_t *tree;
	uint32_t tree_len;
	uint32_t cap;
	uint64_t *scratch;
	/* Which key is whose, of the samples that have been in the window. */
	uint32_t *ranks;
};

/* The window is [tail, i]; sample `i` has a value. */
void ranks_add(struct ranks *ranks, const struct samples *samples, uint32_t tail, uint32_t i);
void ranks_drop(struct ranks *ranks, uint32_t i);
/*
 * The k-th, counted from 0, of which there must be so many, and the one after
 * it; +Inf if there is none.
 */
void ranks_values(const struct ranks *ranks, uint32_t k, double values[2]);

#endif
