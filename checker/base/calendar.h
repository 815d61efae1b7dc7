/* SPDX-License-Identifier: MIT */
/*
 * Durations and periods, UTC.  `min h d w` are exact; `mo q y` go by the
 * calendar: a month after the 31st is the last day of the next month.
 */
#ifndef LINTEL_BASE_CALENDAR_H
#define LINTEL_BASE_CALENDAR_H

#include "base/buf.h"
#include "base/date.h"

/* A moment: milliseconds since 1970-01-01T00:00:00Z. */
typedef int64_t moment;

#define MOMENT_NEVER INT64_MAX
#define MOMENT_EVER INT64_MIN
#define MOMENT_SECOND 1000
#define MOMENT_DAY ((moment)86400 * 1000)

struct duration {
	/* Either of the two is 0. */
	int64_t ms;
	int32_t months;
};

enum period {
	PERIOD_DAY,
	/* From Monday. */
	PERIOD_WEEK,
	PERIOD_MONTH,
	PERIOD_QUARTER,
	PERIOD_YEAR,
};

/*
 * Reads "14d", "2 quarters", "90 min": a whole number above 0 and a unit, in full
 * or not; at most 10,000 years.
 */
NODISCARD bool duration_read(struct duration *duration, struct str text);
/* "14d", "2q": in the largest of `min h d` or `mo q y` that it is a whole number of. */
void duration_write(struct duration duration, struct buf *out);
/* How old something is, in the largest unit of which it is at least two: "30 min", "9 d". */
void age_write(int64_t ms, struct buf *out);
/* Its length, months counted as 30.436875 days: for comparing durations with each other. */
int64_t duration_ms(struct duration duration);

/* Whether there is one: what is read is never zero. */
static inline bool duration_is_set(struct duration duration)
{
	return duration.ms != 0 || duration.months != 0;
}

/* MOMENT_NEVER and MOMENT_EVER stay what they are, and too far is one of them. */
moment moment_after(moment at, struct duration duration);
moment moment_before(moment at, struct duration duration);

/* The beginning of the period that a moment lies in, and of the next one. */
moment period_begin(moment at, enum period period);
moment period_next(moment at, enum period period);

/* "2026-10-01", "2026W40", "2026-10", "2026Q4", "2026". */
void period_name(moment at, enum period period, struct buf *out);

#endif
