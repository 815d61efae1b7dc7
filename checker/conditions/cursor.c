/* SPDX-License-Identifier: MIT */
#include "conditions/cursor.h"

#include "conditions/formula.h"

static const struct samples *samples_under(const struct cursor *cursor)
{
	return &cursor->window.samples;
}

static moment sample_moment(const struct cursor *cursor, uint32_t i)
{
	const struct samples *samples = samples_under(cursor);
	return i < samples->len ? samples_at(samples, i) : MOMENT_NEVER;
}

void cursor_constant(struct cursor *cursor, struct span value)
{
	*cursor = (struct cursor){ .kind = CURSOR_CONSTANT, .value = value, .next = MOMENT_NEVER };
}

void cursor_now(struct cursor *cursor, moment as_of, struct span now)
{
	*cursor = (struct cursor){
		.kind = CURSOR_NOW,
		.value = span_unknown(REASON_NO_PAST),
		.now = now,
		.next = as_of,
	};
}

static void formula_read(struct cursor *cursor)
{
	cursor->value = conversion_apply(&cursor->conversion, formula_value(cursor->formula));
	cursor->next = formula_next(cursor->formula);
}

void cursor_formula(
		struct cursor *cursor, struct formula *formula, const struct conversion *conversion)
{
	*cursor = (struct cursor){
		.kind = CURSOR_FORMULA,
		.formula = formula,
		.conversion = *conversion,
	};
	formula_read(cursor);
}

void cursor_rows(struct cursor *cursor, const struct cursor_row *rows, uint32_t count)
{
	*cursor = (struct cursor){
		.kind = CURSOR_ROWS,
		.value = span_unknown(REASON_NO_PAST),
		.next = count > 0 ? rows[0].from : MOMENT_NEVER,
		.rows = rows,
		.row_count = count,
	};
}

static void rows_step(struct cursor *cursor)
{
	cursor->value = cursor->rows[cursor->head++].value;
	cursor->next = cursor->head < cursor->row_count ? cursor->rows[cursor->head].from
							: MOMENT_NEVER;
}

/* The first moment of the period that the next sample lies in. */
static moment next_period(const struct cursor *cursor)
{
	moment at = sample_moment(cursor, cursor->window.head);
	return at == MOMENT_NEVER ? at : period_begin(at, cursor->period);
}

void cursor_begin(struct cursor *cursor, enum cursor_kind kind)
{
	cursor->kind = kind;
	cursor->stale = MOMENT_NEVER;
	cursor->value = span_unknown(REASON_NO_SERIES);
	if (samples_under(cursor)->len == 0 && samples_future(samples_under(cursor)) > 0) {
		cursor->value = span_unknown(REASON_CLOCK);
	}
	if (kind == CURSOR_SINCE) {
		window_skip(&cursor->window, samples_after(samples_under(cursor), cursor->after));
	}
	cursor->next = kind == CURSOR_PERIODS ? next_period(cursor)
					      : sample_moment(cursor, cursor->window.head);
}

/* ---- samples ---- */

static void last_take(struct cursor *cursor, moment now)
{
	const struct samples *samples = samples_under(cursor);
	while (sample_moment(cursor, cursor->head + 1) == now) {
		cursor->head++;
	}
	enum reason reason = samples_reason(samples, cursor->head);
	cursor->value = reason == REASON_NONE ? span_point(samples_value(samples, cursor->head))
					      : span_unknown(reason);
	cursor->head++;
}

/*
 * Three months before the 31st of December is the 30th of September, and so it
 * is before the 30th: there the window begins when that day is over, as a
 * window must never move back.
 */
moment window_begin(moment now, struct duration length)
{
	moment begin = moment_before(now, length);
	if (length.months == 0 || moment_after(begin, length) == now) {
		return begin;
	}
	return moment_plus(period_next(begin, PERIOD_DAY), -1);
}

moment window_end(moment at, struct duration length)
{
	moment end = moment_after(at, length);
	if (length.months == 0 || end == MOMENT_NEVER) {
		return end;
	}
	/* Months differ by three days, and then comes a day that is over. */
	moment before = moment_plus(end, -5 * MOMENT_DAY);
	moment behind = moment_plus(end, 5 * MOMENT_DAY);
	before = before > at ? before : at;
	while (before + 1 < behind) {
		moment middle = before + (behind - before) / 2;
		if (window_begin(middle, length) < at) {
			before = middle;
		} else {
			behind = middle;
		}
	}
	return behind;
}

static void window_take(struct cursor *cursor, moment now)
{
	struct window *window = &cursor->window;
	moment after = cursor->after;
	while (sample_moment(cursor, window->head) == now) {
		window_add(window);
	}
	if (cursor->kind == CURSOR_WINDOW) {
		after = window_begin(now, cursor->length);
		while (window->tail < window->head
				&& samples_at(&window->samples, window->tail) <= after) {
			window_drop(window);
		}
	}
	cursor->value = window_value(window, after, now, &cursor->demand);
}

static void samples_step(struct cursor *cursor)
{
	moment now = cursor->next;
	bool is_last = cursor->kind == CURSOR_LAST;
	const uint32_t *head = is_last ? &cursor->head : &cursor->window.head;
	if (sample_moment(cursor, *head) == now) {
		if (is_last) {
			last_take(cursor, now);
		} else {
			window_take(cursor, now);
		}
		cursor->stale = samples_expiry(samples_under(cursor), now);
	}
	if (cursor->stale <= now) {
		cursor->value = span_unknown(REASON_STALE);
		cursor->stale = MOMENT_NEVER;
	}
	moment next = sample_moment(cursor, *head);
	cursor->next = cursor->stale < next ? cursor->stale : next;
}

/* ---- periods ---- */

static void periods_step(struct cursor *cursor)
{
	struct window *window = &cursor->window;
	moment begin = cursor->next;
	moment end = period_next(begin, cursor->period);
	moment last = end - 1 < window->samples.as_of ? end - 1 : window->samples.as_of;
	if (end <= begin) {
		/* So far away that there is no calendar. */
		cursor->value = span_unknown(REASON_UNDEFINED);
		cursor->next = MOMENT_NEVER;
		return;
	}
	window_skip(window, window->head);
	cursor->after = moment_plus(begin, -1);
	while (sample_moment(cursor, window->head) <= last) {
		window_add(window);
	}
	cursor->value = window_value(window, cursor->after, last, &cursor->demand);
	moment next = next_period(cursor);
	/* All periods without a sample are alike. */
	cursor->next = window->known + window->unknown > 0 ? end : next;
	if (end > window->samples.as_of) {
		cursor->next = MOMENT_NEVER;
	}
}

void cursor_step(struct cursor *cursor)
{
	switch (cursor->kind) {
	case CURSOR_CONSTANT:
		cursor->next = MOMENT_NEVER;
		break;
	case CURSOR_NOW:
		cursor->value = cursor->now;
		cursor->next = MOMENT_NEVER;
		break;
	case CURSOR_LAST:
	case CURSOR_WINDOW:
	case CURSOR_SINCE:
		samples_step(cursor);
		break;
	case CURSOR_PERIODS:
		periods_step(cursor);
		break;
	case CURSOR_FORMULA:
		formula_step(cursor->formula);
		formula_read(cursor);
		break;
	case CURSOR_ROWS:
		rows_step(cursor);
		break;
	}
}

uint32_t cursor_newest(const struct cursor *cursor)
{
	uint32_t head = cursor->kind == CURSOR_LAST ? cursor->head : cursor->window.head;
	return head - 1;
}
