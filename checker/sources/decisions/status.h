/* SPDX-License-Identifier: MIT */
/*
 * What status a value states.
 */
#ifndef LINTEL_SOURCES_DECISIONS_STATUS_H
#define LINTEL_SOURCES_DECISIONS_STATUS_H

#include "sources/decisions/record.h"

/*
 * Adds a statement: the first words of `raw` decide, whatever prose follows.  A
 * placeholder states nothing and is remembered as the reason why none is known.
 */
void status_state(struct record *record, enum decision_where where, struct str raw,
		struct place place);

/* Decides which statement counts, or why none does. */
void status_settle(struct record *record);

#endif
