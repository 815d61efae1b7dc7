/* SPDX-License-Identifier: MIT */
/*
 * What the name of a file says: the record's number, whether it is a record at
 * all, and the same for a title that begins with the number.
 */
#ifndef LINTEL_SOURCES_DECISIONS_NAME_H
#define LINTEL_SOURCES_DECISIONS_NAME_H

#include "sources/decisions/record.h"

/* Sets id, number and whether it is still to be numbered. */
void name_read(struct record *record);

/* The words of the file's name, for a record without a heading. */
struct str name_slug(const struct record *record);

/* "README", "a template": why the file is no record; empty if it is one. */
struct str name_skipped(const struct words *words, struct arena *arena, struct str path);

/* "ADR-0012: Use X", "12. Use X": without the number; the record's own must be known. */
struct str title_bare(const struct record *record, struct str title);

#endif
