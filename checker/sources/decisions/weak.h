/* SPDX-License-Identifier: MIT */
/*
 * Decisions without a reason, and decisions in one sentence.
 */
#ifndef LINTEL_SOURCES_DECISIONS_WEAK_H
#define LINTEL_SOURCES_DECISIONS_WEAK_H

#include "sources/decisions/record.h"

/*
 * Notes a sentence that chooses something by name where neither it nor the
 * context nor the consequences give a reason.  In doubt there is one.
 */
void weak_read(struct record *record);

/* "In the context of …, facing …, we decided for …": the parts of such a sentence. */
void statement_read(struct record *record);

#endif
