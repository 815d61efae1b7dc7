/* SPDX-License-Identifier: MIT */
/*
 * What a key states, wherever it stands: in front matter, in a list, in a
 * table, in a line of its own.
 */
#ifndef LINTEL_SOURCES_DECISIONS_ENTRY_H
#define LINTEL_SOURCES_DECISIONS_ENTRY_H

#include "sources/decisions/record.h"

struct entry {
	enum key_kind key;
	enum decision_where where;
	/* A slice of the record, or a copy that stands at `place`. */
	struct str value;
	struct place place;
};

/* Takes what the entry says into the decision; what was stated before stays. */
void entry_take(struct record *record, const struct entry *entry);

#endif
