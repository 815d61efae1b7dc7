/* SPDX-License-Identifier: MIT */
/*
 * The part of a record that stays once it is accepted: all but its status, the
 * day of its last change, what others did to it, reviews and amendments.
 */
#ifndef LINTEL_SOURCES_DECISIONS_SETTLED_H
#define LINTEL_SOURCES_DECISIONS_SETTLED_H

#include "sources/decisions/record.h"

/* The lines that a key stands in, if what it states may change. */
void settled_loosen(struct record *record, enum key_kind key, uint32_t first, uint32_t last);

/* Sets `decision->settled`: of the words that stay, however they are spaced. */
void settled_hash(struct record *record);

#endif
