/* SPDX-License-Identifier: MIT */
/*
 * What moved since an earlier result of the same pack, and which items moved
 * it.  Where the pack has changed meanwhile, the answers of then are scored
 * again with the pack and the evidence of now, so that what the pack moved and
 * what the project moved are told apart.
 */
#ifndef LINTEL_PILLARS_COMPARISON_H
#define LINTEL_PILLARS_COMPARISON_H

#include "pillars/results.h"

struct item_change {
	uint32_t item;
	/* Of L of its pillar, as a share: 0.12 is 12 points up. */
	double change;
};

struct pillar_change {
	/* Both results have a score for it. */
	bool is_known;
	/* Of L and U, by the project. */
	double lower;
	double upper;
	double evidenced;
	/* Another version: of L, by the pack alone; known where is_pack_known. */
	bool is_pack_known;
	double pack;
	/* The largest change first; none that is less than half a point. */
	VEC(struct item_change) items;
};

struct result_comparison {
	const struct result *before;
	/* The pack is the same to the byte, or at least its version is. */
	bool is_same_pack;
	bool is_same_version;
	/* By pillar. */
	struct pillar_change *pillars;
};

void results_compare(struct result_comparison *comparison, struct arena *arena,
		const struct assessment *assessment, const struct result *before);

#endif
