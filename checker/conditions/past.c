/* SPDX-License-Identifier: MIT */
#include "conditions/past.h"

#include "base/arena.h"

static bool is_same(struct span a, struct span b)
{
	if (span_is_unknown(a) || span_is_unknown(b)) {
		return span_is_unknown(a) && span_is_unknown(b) && a.reason == b.reason;
	}
	return a.low == b.low && a.high == b.high && a.reason == b.reason;
}

void past_add(struct past_rows *rows, moment from, struct span value)
{
	if (rows->list.len > 0 && rows->list.p[rows->list.len - 1].from == from) {
		rows->list.len--;
	}
	if (rows->list.len > 0 && is_same(rows->list.p[rows->list.len - 1].value, value)) {
		return;
	}
	*vec_add(&rows->list, rows->arena) = (struct cursor_row){ from, value };
}

void past_answer(const struct past_rows *rows, struct fact_answer *answer)
{
	struct span last = span_unknown(REASON_INCOMPLETE);
	if (rows->list.len > 0) {
		last = rows->list.p[rows->list.len - 1].value;
		answer->rows = rows->list.p;
		answer->row_count = (uint32_t)rows->list.len;
	}
	answer->reason = last.reason;
	answer->value = span_is_unknown(last) ? 0 : last.low;
	answer->is_between = !span_is_unknown(last) && !span_is_point(last);
	answer->high = answer->is_between ? last.high : 0;
}

/* ---- windows ---- */

/* Under way through what happened. */
struct following {
	const struct past *past;
	struct past_rows rows;
	/* Things from `tail` up to, not including, `head` count. */
	uint32_t head;
	uint32_t tail;
};

static void value_add(struct following *following, moment from)
{
	const struct past *past = following->past;
	past_add(&following->rows, from, past->value(past->ctx));
}

static void enter_up_to(struct following *following, moment last)
{
	const struct past *past = following->past;
	while (following->head < past->count && past->at[following->head] <= last) {
		past->enter(following->head++, past->ctx);
	}
}

/* Things up to `after` are not in the window any more. */
static void leave_up_to(struct following *following, moment after)
{
	const struct past *past = following->past;
	while (following->tail < following->head && past->at[following->tail] <= after) {
		past->leave(following->tail++, past->ctx);
	}
}

static moment next_of_window(const struct following *following)
{
	const struct past *past = following->past;
	moment enters = following->head < past->count ? past->at[following->head] : MOMENT_NEVER;
	moment leaves = MOMENT_NEVER;
	if (following->tail < following->head) {
		leaves = window_end(past->at[following->tail], past->time.window);
	}
	return enters < leaves ? enters : leaves;
}

static void follow_window(struct following *following)
{
	const struct past *past = following->past;
	value_add(following, past->begin);
	for (;;) {
		moment now = next_of_window(following);
		if (now > past->as_of) {
			return;
		}
		enter_up_to(following, now);
		leave_up_to(following, window_begin(now, past->time.window));
		value_add(following, now);
	}
}

static void follow_since(struct following *following, moment since)
{
	const struct past *past = following->past;
	moment begin = since > past->begin ? since : past->begin;
	if (begin > past->as_of) {
		return;
	}
	/* What came earlier is passed over, and never counted. */
	while (following->head < past->count && past->at[following->head] <= since) {
		following->head++;
	}
	following->tail = following->head;
	value_add(following, begin);
	while (following->head < past->count) {
		moment now = past->at[following->head];
		enter_up_to(following, now);
		value_add(following, now);
	}
}

static void follow_periods(struct following *following)
{
	const struct past *past = following->past;
	moment begin = period_begin(past->begin, past->time.period);
	while (begin <= past->as_of) {
		moment next = period_next(begin, past->time.period);
		if (next <= begin) {
			/* So far away that there is no calendar. */
			past_add(&following->rows, begin, span_unknown(REASON_UNDEFINED));
			return;
		}
		leave_up_to(following, begin - 1);
		enter_up_to(following, next - 1);
		value_add(following, begin > past->begin ? begin : past->begin);
		/* Periods in which nothing happened are alike. */
		bool is_empty = following->tail == following->head;
		if (is_empty && following->head == past->count) {
			return;
		}
		begin = is_empty ? period_begin(past->at[following->head], past->time.period)
				 : next;
	}
}

void past_follow(const struct past *past, struct arena *arena, struct fact_answer *answer)
{
	struct following following = { .past = past, .rows.arena = arena };
	switch (past->time.over) {
	case OVER_ALL:
		follow_since(&following, MOMENT_EVER);
		break;
	case OVER_WINDOW:
		follow_window(&following);
		break;
	case OVER_SINCE:
		follow_since(&following, past->time.since);
		break;
	case OVER_PERIOD:
		follow_periods(&following);
		break;
	}
	past_answer(&following.rows, answer);
}

void past_day_write(moment at, struct buf *out)
{
	char day[DATE_DAY_SIZE];
	moment seconds = at / MOMENT_SECOND - (at % MOMENT_SECOND < 0);
	date_write_day(date_day_of(seconds), day);
	buf_add_cstr(out, day);
}
