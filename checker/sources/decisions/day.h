/* SPDX-License-Identifier: MIT */
/*
 * Days as people write them into records.
 */
#ifndef LINTEL_SOURCES_DECISIONS_DAY_H
#define LINTEL_SOURCES_DECISIONS_DAY_H

#include "sources/decisions/record.h"

/*
 * Reads the day that `raw`, a slice of the record or a copy that stands at
 * `place`, begins with; prose may follow.  ISO and names of months are certain;
 * of two numbers that may both be months the configuration says which it is, or
 * the day stays ambiguous.  What is no day of the calendar is not known.
 */
struct decision_date day_read(const struct record *record, struct str raw, struct place place);

/* The first day in `text` in ISO form, which stands there as a word; false if there is none. */
bool day_find_iso(struct str text, date_day *day, struct str *where);

#endif
