/* SPDX-License-Identifier: MIT */
/*
 * The k-th smallest of a moving window.
 *
 * Samples are ranked a stretch at a time: the values of the stretch are sorted
 * once, and then each of them is a number of which one keeps count.  A stretch
 * is at least twice as long as the window, so ranking costs no more than
 * sorting everything twice, and small windows over long series stay in the
 * processor's cache.
 */
#ifndef LINTEL_CONDITIONS_RANKS_H
#define LINTEL_CONDITIONS_RANKS_H

#include "conditions/samples.h"

struct arena;

struct ranks {
	struct arena *arena;
	/* Samples that are ranked. */
	uint32_t end;
	/* Their values, as keys that sort like them, each once. */
	uint64_t *keys;
	uint32_t key_count;
	/* How many of each are in the window. */
	uint32_t *counts;
	/* A Fenwick tree over the sums of 64 counts each. */
	uint32_t *tree;
	uint32_t tree_len;
	uint32_t cap;
	uint64_t *scratch;
};

/* The window is [tail, i]; sample `i` has a value. */
void ranks_add(struct ranks *ranks, const struct samples *samples, uint32_t tail, uint32_t i);
void ranks_drop(struct ranks *ranks, const struct samples *samples, uint32_t i);
/* Counted from 0; there must be so many in the window. */
double ranks_value(const struct ranks *ranks, uint32_t k);

#endif
