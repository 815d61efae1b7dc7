/* SPDX-License-Identifier: MIT */
/*
 * The samples of a metric that lie in a window, and what they come to together.
 *
 * A window moves forwards only: samples come in at its head and leave at its
 * tail, each once, whatever the aggregate.
 */
#ifndef LINTEL_CONDITIONS_WINDOW_H
#define LINTEL_CONDITIONS_WINDOW_H

#include "conditions/extreme.h"
#include "conditions/increase.h"
#include "conditions/moving_sum.h"
#include "conditions/ranks.h"
#include "conditions/samples.h"
#include "conditions/span.h"

/* How much of a window must be known, where nobody says. */
#define WINDOW_COVERAGE 0.9

/* What a window must have in it. */
struct window_demand {
	uint32_t min_samples;
	/* 0 to 1; negative = it is not judged. */
	double coverage;
};

/* How much of a window is known: "91 of 91 days". */
struct window_coverage {
	int64_t present;
	/* 0: it cannot be judged. */
	int64_t expected;
	bool is_days;
};

struct window {
	struct samples samples;
	enum aggregate aggregate;
	double percentile;
	/* Samples [tail, head). */
	uint32_t tail;
	uint32_t head;
	/* How many of them have a value, have none, and have too few events. */
	uint32_t known;
	uint32_t unknown;
	uint32_t thin;
	uint32_t infinite;
	/* Of those with a value. */
	uint32_t first_known;
	uint32_t last_known;
	/* UTC days with a value. */
	uint32_t days;

	/* What `aggregate` needs. */
	struct extreme extreme;
	struct moving_sum sum;
	struct ranks ranks;
	struct increase increase;
};

void window_init(struct window *window, struct arena *arena, const struct samples *samples,
		enum aggregate aggregate, double percentile);

/* Takes in the next sample; there must be one. */
void window_add(struct window *window);
/* Lets the oldest one go; there must be one. */
void window_drop(struct window *window);
/* Begins behind all samples before `first`. */
void window_skip(struct window *window, uint32_t first);

struct window_coverage window_coverage(const struct window *window, moment after, moment upto);

/*
 * What the samples come to, which must be those of (after, upto].  `after` is
 * MOMENT_EVER for a window without a beginning.
 */
struct span window_value(struct window *window, moment after, moment upto,
		const struct window_demand *demand);

#endif
