/* SPDX-License-Identifier: MIT */
/*
 * Review triggers: items of front matter and of a section of their own.
 */
#ifndef LINTEL_SOURCES_DECISIONS_TRIGGER_H
#define LINTEL_SOURCES_DECISIONS_TRIGGER_H

#include "sources/decisions/record.h"

/*
 * Adds "id: condition — owner: who".  `raw` is a slice of the record, or a copy
 * that stands at `place`.
 */
void trigger_add(struct record *record, struct str raw, struct place place);

/* The same where the id, and perhaps the owner, are given apart. */
void trigger_add_parts(struct record *record, struct str id, struct str text, struct str owner,
		struct place place);

/* Fires when the day is over. */
void trigger_add_day(struct record *record, struct str id, struct str raw, struct place place,
		date_day day);

/* Those of the section "Review triggers". */
void triggers_read(struct record *record);

/* `review-in:`, counted from the last review; ids for items without one. */
void triggers_settle(struct record *record);

#endif
