/* SPDX-License-Identifier: MIT */
/*
 * One quantity over time, moment by moment: what it is now, and when it will be
 * something else.
 *
 * Nothing is stored of it but the window at hand: a comparison over ten million
 * samples reads them once and writes down only where its truth changes.
 */
#ifndef LINTEL_CONDITIONS_CURSOR_H
#define LINTEL_CONDITIONS_CURSOR_H

#include "conditions/conversion.h"
#include "conditions/span.h"
#include "conditions/window.h"

struct arena;
struct cursor_row;
struct formula;

enum cursor_kind {
	/* The same for ever. */
	CURSOR_CONSTANT,
	/* Known only at as_of. */
	CURSOR_NOW,
	/* The newest sample. */
	CURSOR_LAST,
	/* All samples of a window that ends at each sample. */
	CURSOR_WINDOW,
	/* All samples since a moment. */
	CURSOR_SINCE,
	/* All samples of each period of the calendar; the last one ends at as_of. */
	CURSOR_PERIODS,
	/* What another formula comes to. */
	CURSOR_FORMULA,
	/* Values that were recorded, each up to the next one. */
	CURSOR_ROWS,
};

struct cursor {
	enum cursor_kind kind;
	/* Up to, not including, `next`. */
	struct span value;
	moment next;

	/* CURSOR_NOW, and what it comes from. */
	struct span now;
	struct str evidence;
	/* As it was written, where that is known. */
	struct str text;
	/* CURSOR_LAST: the next sample; of the others it is `window.head`. */
	uint32_t head;
	/* When the newest sample will be stale. */
	moment stale;
	/* CURSOR_LAST, CURSOR_WINDOW, CURSOR_SINCE, CURSOR_PERIODS */
	struct window window;
	struct window_demand demand;
	/* CURSOR_WINDOW */
	struct duration length;
	/* CURSOR_SINCE: samples up to here do not count.  CURSOR_PERIODS: the period's first
	 * moment less one. */
	moment after;
	/* CURSOR_PERIODS */
	enum period period;
	/* CURSOR_FORMULA */
	struct formula *formula;
	struct conversion conversion;
	/* CURSOR_ROWS: `head` is the next of them. */
	const struct cursor_row *rows;
	uint32_t row_count;
};

struct cursor_row {
	moment from;
	struct span value;
};

void cursor_constant(struct cursor *cursor, struct span value);
void cursor_now(struct cursor *cursor, moment as_of, struct span now);
/* `conversion` leads from the formula's unit to the cursor's. */
void cursor_formula(struct cursor *cursor, struct formula *formula,
		const struct conversion *conversion);

/* `rows` ascend. */
void cursor_rows(struct cursor *cursor, const struct cursor_row *rows, uint32_t count);

/* Makes one of a metric's samples; `window`, `length`, `demand` and so on are set already. */
void cursor_begin(struct cursor *cursor, enum cursor_kind kind);

/* Goes to `next`, which must not be MOMENT_NEVER. */
void cursor_step(struct cursor *cursor);

/* Where a window that ends at `now` begins; what lies there is not in it. */
moment window_begin(moment now, struct duration length);

/* When a window has gone past `at`: the first moment whose window begins there or later. */
moment window_end(moment at, struct duration length);

/* The newest sample that it has seen, or UINT32_MAX. */
uint32_t cursor_newest(const struct cursor *cursor);

#endif
