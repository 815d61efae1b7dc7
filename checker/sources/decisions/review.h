/* SPDX-License-Identifier: MIT */
/*
 * The table below "Reviews": who looked at which trigger, and what came of it.
 */
#ifndef LINTEL_SOURCES_DECISIONS_REVIEW_H
#define LINTEL_SOURCES_DECISIONS_REVIEW_H

#include "sources/decisions/record.h"

/* Columns are told by their heads, in any order. */
void reviews_read(struct record *record);

#endif
