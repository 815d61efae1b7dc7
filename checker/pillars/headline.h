/* SPDX-License-Identifier: MIT */
/*
 * The one line that stands beside a pillar's score.
 */
#ifndef LINTEL_PILLARS_HEADLINE_H
#define LINTEL_PILLARS_HEADLINE_H

#include "pillars/assessment.h"

/*
 * The worst contradiction, else the facts that cost most, else what is not
 * known.  Part of assess_score(): items are scored, the pillar's counts are
 * there.
 */
struct str headline_of(const struct assessment *assessment, uint32_t pillar, struct arena *arena);

/* "half", "not applicable", "2 of 5 ticked": an answer in a word or two. */
struct str answer_text(
		const struct pack_item *item, const struct answer *answer, struct arena *arena);

/* "half (100 %)", or why it counts for less: criteria that are not ticked. */
struct str said_text(const struct pack_item *item, const struct item_result *result,
		struct arena *arena);

/* What would bring the evidence that is missing: the pack's hint, else the metric to declare;
 * empty where neither says so. */
struct str evidence_step(const struct assessment *assessment, uint32_t item, struct arena *arena);

/* Only the history of the repository can say it, which nothing reads yet. */
bool is_out_of_reach(const struct assessment *assessment, uint32_t item);

/* "2 cycles" with the s that it takes; numbers up to ten in words where `in_words`. */
struct str count_text(struct arena *arena, size_t count, bool in_words);

#endif
