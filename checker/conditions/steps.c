/* SPDX-License-Identifier: MIT */
#include "conditions/steps.h"

#include "base/arena.h"
#include "conditions/moment_queue.h"

#include <stdlib.h>

struct kleene kleene_unknown(enum reason reason)
{
	return (struct kleene){ TRUTH_UNKNOWN, reason };
}

struct kleene kleene_of(bool value)
{
	return value ? KLEENE_TRUE : KLEENE_FALSE;
}

struct kleene kleene_not(struct kleene value)
{
	switch (value.truth) {
	case TRUTH_FALSE:
		return KLEENE_TRUE;
	case TRUTH_TRUE:
		return KLEENE_FALSE;
	case TRUTH_UNKNOWN:
		break;
	}
	return value;
}

/* The order of enum truth is Kleene's: `and` is the least, `or` the greatest. */
struct kleene kleene_and(struct kleene a, struct kleene b)
{
	return b.truth < a.truth ? b : a;
}

struct kleene kleene_or(struct kleene a, struct kleene b)
{
	return b.truth > a.truth ? b : a;
}

bool reason_is_before(enum reason reason)
{
	return reason == REASON_NO_SERIES || reason == REASON_CLOCK || reason == REASON_NO_PAST;
}

moment moment_plus(moment at, int64_t ms)
{
	moment sum;
	if (at == MOMENT_EVER || at == MOMENT_NEVER) {
		return at;
	}
	if (__builtin_add_overflow(at, ms, &sum)) {
		return ms > 0 ? MOMENT_NEVER : MOMENT_EVER;
	}
	return sum;
}

void steps_finish(struct steps *steps)
{
	free(steps->p);
	*steps = (struct steps){ 0 };
}

static void steps_grow(struct steps *steps)
{
	size_t cap = steps->cap > 0 ? size_add(steps->cap, steps->cap / 2) : 16;
	struct step *larger = realloc(steps->p, size_mul(cap, sizeof(*larger)));
	if (!larger) {
		die_oom();
	}
	steps->p = larger;
	steps->cap = cap;
}

void steps_add(struct steps *steps, moment from, struct kleene value)
{
	if (steps->len > 0 && steps->p[steps->len - 1].from == from) {
		steps->len--;
	}
	if (steps->len > 0) {
		const struct step *last = &steps->p[steps->len - 1];
		if (last->truth == value.truth && last->reason == value.reason) {
			return;
		}
	}
	if (steps->len == steps->cap) {
		steps_grow(steps);
	}
	steps->p[steps->len++] = (struct step){ from, value.truth, value.reason };
}

void steps_copy(struct steps *out, const struct steps *steps)
{
	out->len = 0;
	for (size_t i = 0; i < steps->len; i++) {
		const struct step *step = &steps->p[i];
		steps_add(out, step->from, (struct kleene){ step->truth, step->reason });
	}
}

void steps_constant(struct steps *steps, struct kleene value)
{
	steps->len = 0;
	steps_add(steps, MOMENT_EVER, value);
}

size_t steps_find(const struct steps *steps, moment at)
{
	size_t low = 0;
	size_t high = steps->len;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (steps->p[middle].from <= at) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low;
}

struct kleene steps_at(const struct steps *steps, moment at)
{
	if (steps->len == 0) {
		return kleene_unknown(REASON_INCOMPLETE);
	}
	const struct step *step = &steps->p[steps_find(steps, at)];
	return (struct kleene){ step->truth, step->reason };
}

moment steps_end(const struct steps *steps, size_t step)
{
	return step + 1 < steps->len ? steps->p[step + 1].from : MOMENT_NEVER;
}

void steps_not(struct steps *steps)
{
	for (size_t i = 0; i < steps->len; i++) {
		struct step *step = &steps->p[i];
		step->truth = kleene_not((struct kleene){ step->truth, step->reason }).truth;
	}
}

/* ---- joining ---- */

struct join {
	const struct steps *operands;
	size_t count;
	uint32_t number;
	/* Which step of each operand is the present one. */
	size_t *at;
	/* How many operands are so now: by enum truth. */
	size_t now[TRUTH_TRUE + 1];
};

static enum reason join_reason(const struct join *join)
{
	enum reason before = REASON_NONE;
	for (size_t i = 0; i < join->count; i++) {
		const struct step *step = &join->operands[i].p[join->at[i]];
		if (step->truth != TRUTH_UNKNOWN) {
			continue;
		}
		if (!reason_is_before(step->reason)) {
			return step->reason;
		}
		before = before == REASON_NONE ? step->reason : before;
	}
	return before;
}

static struct kleene join_value(const struct join *join)
{
	if (join->now[TRUTH_TRUE] >= join->number) {
		return KLEENE_TRUE;
	}
	if (join->now[TRUTH_TRUE] + join->now[TRUTH_UNKNOWN] < join->number) {
		return KLEENE_FALSE;
	}
	return kleene_unknown(join_reason(join));
}

void steps_join(struct steps *out, const struct steps *operands, size_t count, uint32_t number)
{
	struct arena *scratch = arena_create();
	struct join join = {
		.operands = operands,
		.count = count,
		.number = number,
		.at = arena_new_array(scratch, size_t, count),
	};
	struct moment_queue queue = moment_queue_create(scratch, count);
	for (size_t i = 0; i < count; i++) {
		join.now[operands[i].p[0].truth]++;
		moment_queue_add(&queue, steps_end(&operands[i], 0), (uint32_t)i);
	}
	out->len = 0;
	steps_add(out, MOMENT_EVER, join_value(&join));

	for (moment now; (now = moment_queue_next(&queue)) != MOMENT_NEVER;) {
		while (moment_queue_next(&queue) == now) {
			uint32_t i = moment_queue_take(&queue);
			join.now[operands[i].p[join.at[i]++].truth]--;
			join.now[operands[i].p[join.at[i]].truth]++;
			moment_queue_add(&queue, steps_end(&operands[i], join.at[i]), i);
		}
		steps_add(out, now, join_value(&join));
	}
	arena_destroy(scratch);
}
