/* SPDX-License-Identifier: MIT */
/*
 * What the text of a record says about other records and files.
 */
#ifndef LINTEL_SOURCES_DECISIONS_MENTION_H
#define LINTEL_SOURCES_DECISIONS_MENTION_H

#include "sources/decisions/record.h"

/* Adds the links of all paragraphs and headings; the status must be settled. */
void mentions_read(struct record *record);

#endif
