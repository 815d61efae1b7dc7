/* SPDX-License-Identifier: MIT */
/*
 * Functions of one timeline: `for`, `hold`, `clear when`.
 *
 * Each is one pass over the steps.  Windows are half open, (t - length, t], and
 * moments are whole milliseconds, so "false at u" makes `for` false from u up
 * to, not including, u + length.
 */
#include "conditions/steps.h"

/* ---- for: rolling ---- */

struct sustain {
	const struct steps *line;
	int64_t length;
	/* How much of the window may be unknown. */
	int64_t allowed;
	/* The first moment at which the line is known, and why it is not before. */
	moment begin;
	enum reason before;
	/* No false moment counts from here on. */
	moment false_until;
	/* The last unknown step so far. */
	enum reason gap;
	/* The stretch at hand, without a change at either end of the window: how much of the
	 * window that ends just before `from` is unknown, and how that changes every ms. */
	moment from;
	moment until;
	int64_t unknown;
	int slope;
};

static int64_t sustain_unknown(const struct sustain *s, moment at)
{
	return s->slope == 0 ? s->unknown : s->unknown + s->slope * (at - s->from + 1);
}

static struct kleene sustain_at(const struct sustain *s, moment at)
{
	if (at < s->false_until) {
		return KLEENE_FALSE;
	}
	if (s->begin != MOMENT_EVER && at < moment_plus(s->begin, s->length - 1)) {
		return kleene_unknown(s->before);
	}
	if (sustain_unknown(s, at) > s->allowed) {
		return kleene_unknown(s->gap);
	}
	return KLEENE_TRUE;
}

/* Adds the steps of the stretch: at most where it begins and at three moments within. */
static void sustain_stretch(const struct sustain *s, struct steps *out)
{
	moment cuts[4] = { s->from, s->false_until, moment_plus(s->begin, s->length - 1),
		MOMENT_EVER };
	if (s->slope > 0) {
		cuts[3] = moment_plus(s->from, s->allowed - s->unknown);
	} else if (s->slope < 0) {
		cuts[3] = moment_plus(s->from, s->unknown - s->allowed - 1);
	}
	for (size_t i = 1; i < COUNT_OF(cuts); i++) {
		for (size_t k = i; k > 0 && cuts[k - 1] > cuts[k]; k--) {
			moment larger = cuts[k - 1];
			cuts[k - 1] = cuts[k];
			cuts[k] = larger;
		}
	}
	for (size_t i = 0; i < COUNT_OF(cuts); i++) {
		if (cuts[i] >= s->from && cuts[i] < s->until) {
			steps_add(out, cuts[i], sustain_at(s, cuts[i]));
		}
	}
}

/* Copies what is unknown before anything is known; the number of the first known step. */
static size_t sustain_begin(struct sustain *s, struct steps *out)
{
	size_t first = 0;
	while (first < s->line->len && s->line->p[first].truth == TRUTH_UNKNOWN) {
		const struct step *step = &s->line->p[first++];
		steps_add(out, step->from, kleene_unknown(step->reason));
		s->before = step->reason == REASON_NO_SERIES ? REASON_INCOMPLETE : step->reason;
	}
	s->begin = first < s->line->len ? s->line->p[first].from : MOMENT_NEVER;
	return first;
}

static bool is_unknown(const struct steps *line, size_t step)
{
	return line->p[step].truth == TRUTH_UNKNOWN;
}

void steps_sustain(struct steps *out, const struct steps *line, int64_t length, int64_t needed)
{
	struct sustain s = {
		.line = line,
		.length = length,
		.allowed = length - needed,
		.false_until = MOMENT_EVER,
	};
	out->len = 0;
	size_t first = sustain_begin(&s, out);
	size_t head = first;
	/* The step that lies `length` earlier; before the first known one nothing counts. */
	size_t tail = first;
	bool has_tail = s.begin == MOMENT_EVER;

	s.from = s.begin;
	while (head < line->len && s.from != MOMENT_NEVER) {
		moment head_end = steps_end(line, head);
		moment tail_end = moment_plus(has_tail ? steps_end(line, tail) : s.begin, length);
		s.until = head_end < tail_end ? head_end : tail_end;
		if (line->p[head].truth == TRUTH_FALSE) {
			s.false_until = moment_plus(head_end, length - 1);
		} else if (is_unknown(line, head)) {
			s.gap = line->p[head].reason;
		}
		s.slope = is_unknown(line, head) - (has_tail && is_unknown(line, tail));
		sustain_stretch(&s, out);

		if (s.until == MOMENT_NEVER) {
			break;
		}
		s.unknown = sustain_unknown(&s, s.until - 1);
		s.from = s.until;
		if (s.until == tail_end) {
			tail += has_tail;
			has_tail = true;
		}
		head += s.until == head_end;
	}
}

/* ---- for: periods ---- */

/* Of any kind: more than the calendar has of years, and no sum of months overflows. */
#define PERIODS_MAX 1000000

moment period_skip(moment begin, enum period period, uint32_t count)
{
	static const int months[] = {
		[PERIOD_DAY] = 0,
		[PERIOD_WEEK] = 0,
		[PERIOD_MONTH] = 1,
		[PERIOD_QUARTER] = 3,
		[PERIOD_YEAR] = 12,
	};
	if (begin == MOMENT_EVER || begin == MOMENT_NEVER) {
		return begin;
	}
	count = count < PERIODS_MAX ? count : PERIODS_MAX;
	if (months[period] == 0) {
		int64_t days = period == PERIOD_DAY ? 1 : 7;
		return moment_plus(begin, (int64_t)count * days * MOMENT_DAY);
	}
	struct duration length = { .months = months[period] * (int32_t)count };
	return moment_after(begin, length);
}

/*
 * From when a step tells on the result, and until when: it does while one of
 * the last `count` complete periods holds a moment of it.
 */
static moment touched_from(const struct step *step, enum period period)
{
	return step->from == MOMENT_EVER ? MOMENT_EVER : period_next(step->from, period);
}

static moment touched_until(moment end, enum period period, uint32_t count)
{
	if (end == MOMENT_NEVER) {
		return end;
	}
	return period_skip(period_next(end - 1, period), period, count);
}

/* Where any of the periods holds a moment of the given truth; unknown with the last reason. */
static void periods_touched(struct steps *out, const struct steps *line, enum truth truth,
		enum period period, uint32_t count)
{
	moment until = MOMENT_EVER;
	bool is_begun = false;
	steps_constant(out, KLEENE_TRUE);
	for (size_t i = 0; i < line->len; i++) {
		const struct step *step = &line->p[i];
		is_begun |= step->truth != TRUTH_UNKNOWN;
		if (step->truth != truth) {
			continue;
		}
		enum reason reason = !is_begun && step->reason == REASON_NO_SERIES
						     ? REASON_INCOMPLETE
						     : step->reason;
		moment from = touched_from(step, period);
		if (until != MOMENT_EVER && until < from) {
			steps_add(out, until, KLEENE_TRUE);
		}
		steps_add(out, from, (struct kleene){ truth, reason });
		until = touched_until(steps_end(line, i), period, count);
	}
	if (until != MOMENT_EVER && until != MOMENT_NEVER) {
		steps_add(out, until, KLEENE_TRUE);
	}
}

void steps_sustain_periods(
		struct steps *out, const struct steps *line, enum period period, uint32_t count)
{
	struct steps parts[2] = { 0 };
	periods_touched(&parts[0], line, TRUTH_FALSE, period, count);
	periods_touched(&parts[1], line, TRUTH_UNKNOWN, period, count);
	steps_join(out, parts, COUNT_OF(parts), COUNT_OF(parts));
	steps_finish(&parts[0]);
	steps_finish(&parts[1]);
}

/* ---- hold ---- */

void steps_hold(struct steps *out, const struct steps *line, struct duration hold)
{
	moment true_until = MOMENT_EVER;
	moment unknown_until = MOMENT_EVER;
	enum reason gap = REASON_NONE;
	bool is_begun = false;

	out->len = 0;
	for (size_t i = 0; i < line->len; i++) {
		const struct step *step = &line->p[i];
		struct kleene own = { step->truth, step->reason };
		moment end = steps_end(line, i);
		is_begun |= own.truth != TRUTH_UNKNOWN || !reason_is_before(own.reason);

		if (own.truth != TRUTH_TRUE && step->from < true_until) {
			steps_add(out, step->from, KLEENE_TRUE);
		}
		moment rest = step->from > true_until ? step->from : true_until;
		if (own.truth == TRUTH_FALSE && rest < unknown_until && rest < end) {
			steps_add(out, rest, kleene_unknown(gap));
			rest = unknown_until;
		}
		if (own.truth == TRUTH_TRUE) {
			rest = step->from;
			true_until = end == MOMENT_NEVER ? end : moment_after(end, hold);
		} else if (own.truth == TRUTH_UNKNOWN && is_begun) {
			gap = own.reason;
			unknown_until = end == MOMENT_NEVER ? end : moment_after(end, hold);
		}
		if (rest < end) {
			steps_add(out, rest, own);
		}
	}
}

/* ---- clear when ---- */

void steps_latch(struct steps *out, const struct steps *line, const struct steps *clear)
{
	struct kleene state = KLEENE_FALSE;
	bool is_begun = false;
	moment now = MOMENT_EVER;
	size_t at[2] = { 0 };

	out->len = 0;
	while (now != MOMENT_NEVER) {
		struct kleene own = { line->p[at[0]].truth, line->p[at[0]].reason };
		struct kleene end = { clear->p[at[1]].truth, clear->p[at[1]].reason };
		is_begun |= own.truth != TRUTH_UNKNOWN || !reason_is_before(own.reason);
		struct kleene shown = kleene_or(own, kleene_and(state, kleene_not(end)));
		steps_add(out, now, shown);
		/* Nothing is taken for true before anything was known. */
		state = is_begun ? shown : KLEENE_FALSE;

		moment ends[2] = { steps_end(line, at[0]), steps_end(clear, at[1]) };
		now = ends[0] < ends[1] ? ends[0] : ends[1];
		at[0] += now != MOMENT_NEVER && ends[0] == now;
		at[1] += now != MOMENT_NEVER && ends[1] == now;
	}
}
