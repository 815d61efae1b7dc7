/* SPDX-License-Identifier: MIT */
/*
 * What the header region states: in lines, lists and tables, and below headings
 * like "Status".
 */
#ifndef LINTEL_SOURCES_DECISIONS_HEADER_H
#define LINTEL_SOURCES_DECISIONS_HEADER_H

#include "sources/decisions/record.h"

/* The sections must have been read. */
void header_read(struct record *record);

/* "**Status:** accepted": a key and its value, slices of the line; false if it is no pair. */
bool pair_split(const struct record *record, struct str line, struct str *key, struct str *value);

/* Without the mark of a list's item, or of a quote. */
struct str item_text(struct str line);

#endif
