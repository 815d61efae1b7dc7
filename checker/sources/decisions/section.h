/* SPDX-License-Identifier: MIT */
/*
 * Headings, what each announces, and where the header region ends: at the first
 * heading that is neither the title nor about status, date or other metadata.
 */
#ifndef LINTEL_SOURCES_DECISIONS_SECTION_H
#define LINTEL_SOURCES_DECISIONS_SECTION_H

#include "sources/decisions/record.h"

/* Fills `record->sections` and `header_end` from the blocks; sets the title. */
void sections_read(struct record *record);

/* Fills `decision->parts`. */
void parts_read(struct record *record);

/* Whether a line says nothing but what a template left. */
bool line_is_empty(const struct record *record, struct str line);

#endif
