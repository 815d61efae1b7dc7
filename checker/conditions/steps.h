/* SPDX-License-Identifier: MIT */
/*
 * Timelines under construction: step functions from moments to three values,
 * and what makes one of others.
 *
 * A line begins at MOMENT_EVER and goes on for ever.  It owns its memory, grows
 * in place and is given back with steps_finish(): lines of ten million steps
 * come and go while a condition is evaluated, and an arena would keep them all.
 */
#ifndef LINTEL_CONDITIONS_STEPS_H
#define LINTEL_CONDITIONS_STEPS_H

#include "conditions/evaluate.h"

struct kleene {
	enum truth truth;
	/* Of TRUTH_UNKNOWN; else REASON_NONE. */
	enum reason reason;
};

struct steps {
	struct step *p;
	size_t len;
	size_t cap;
};

#define KLEENE_FALSE ((struct kleene){ TRUTH_FALSE, REASON_NONE })
#define KLEENE_TRUE ((struct kleene){ TRUTH_TRUE, REASON_NONE })

struct kleene kleene_unknown(enum reason reason);
struct kleene kleene_of(bool value);
struct kleene kleene_not(struct kleene value);
/* Of two unknown ones the reason of the first counts, but see steps_join(). */
struct kleene kleene_and(struct kleene a, struct kleene b);
struct kleene kleene_or(struct kleene a, struct kleene b);

/* Nothing is there yet: what is so before the first sample, and of facts before now. */
bool reason_is_before(enum reason reason);

/* Sums that stop at MOMENT_NEVER and MOMENT_EVER. */
moment moment_plus(moment at, int64_t ms);

void steps_finish(struct steps *steps);

/* From `from` on, which is not before the last step; a step at the same moment is replaced. */
void steps_add(struct steps *steps, moment from, struct kleene value);

void steps_copy(struct steps *out, const struct steps *steps);

/* `value` for ever. */
void steps_constant(struct steps *steps, struct kleene value);

/* What it is at a moment; unknown(incomplete) of a line without steps. */
struct kleene steps_at(const struct steps *steps, moment at);

/* The number of the step that a moment lies in. */
size_t steps_find(const struct steps *steps, moment at);

/* Where a step ends. */
moment steps_end(const struct steps *steps, size_t step);

void steps_not(struct steps *steps);

/*
 * True where at least `number` of the operands are true, false where too few
 * can be: all of them is `and`, one is `or`.  Where it is unknown it is so for
 * the reason of the first unknown operand, one that is more than "nothing there
 * yet" before others.
 */
void steps_join(struct steps *out, const struct steps *operands, size_t count, uint32_t number);

/*
 * `for 14d`: false while anything in (t - length, t] is; true if the line is
 * known from the beginning of that window and true for at least `needed`
 * milliseconds of it; else unknown for the reason of the last gap.
 */
void steps_sustain(struct steps *out, const struct steps *line, int64_t length, int64_t needed);

/* `for 2 quarters`: the same over the last `count` periods that are complete before t. */
void steps_sustain_periods(
		struct steps *out, const struct steps *line, enum period period, uint32_t count);

/* The beginning of the period `count` after the one that begins at `begin`. */
moment period_skip(moment begin, enum period period, uint32_t count);

/* `hold 7d`: true for so long after it was last true. */
void steps_hold(struct steps *out, const struct steps *line, struct duration hold);

/* `clear when`: once true, true until `clear` is. */
void steps_latch(struct steps *out, const struct steps *line, const struct steps *clear);

#endif
