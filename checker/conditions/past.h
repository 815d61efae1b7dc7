/* SPDX-License-Identifier: MIT */
/*
 * What a fact was at each moment, where it is about things that happened at
 * moments of their own: as many as lie in a window that ends at the moment at
 * hand, or have come since another one.
 */
#ifndef LINTEL_CONDITIONS_PAST_H
#define LINTEL_CONDITIONS_PAST_H

#include "conditions/cursor.h"
#include "conditions/fact.h"

struct past {
	struct fact_time time;
	/* Before, nothing is known. */
	moment begin;
	moment as_of;
	/* When things happened: ascending, none of them after as_of. */
	const moment *at;
	uint32_t count;
	/* A thing counts from now on, and no more; they go in the order in which they came. */
	void (*enter)(uint32_t thing, void *ctx);
	void (*leave)(uint32_t thing, void *ctx);
	/* What those that count come to. */
	struct span (*value)(const void *ctx);
	void *ctx;
};

/*
 * Sets rows and value of the answer.  Things that count at as_of have entered,
 * and not left, when it returns: whoever says where the value comes from can
 * look at them.
 */
void past_follow(const struct past *past, struct arena *arena, struct fact_answer *answer);

/* One more row; at the moment of the last one it takes its place. */
struct past_rows {
	VEC(struct cursor_row) list;
	struct arena *arena;
};

void past_add(struct past_rows *rows, moment from, struct span value);

/* The rows are the answer's, and what the last one says is its value. */
void past_answer(const struct past_rows *rows, struct fact_answer *answer);

/* The day of a moment, as evidence tells it. */
void past_day_write(moment at, struct buf *out);

#endif
