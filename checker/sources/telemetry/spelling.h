/* SPDX-License-Identifier: MIT */
/*
 * How a text exposition spells its series, remembered as they stand in the
 * file: millions of lines repeat `name{label="value"}` byte for byte, and need
 * not be parsed again.  Lines come in the same order each time, so that mostly
 * the series that followed the last one follows it again.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_SPELLING_H
#define LINTEL_SOURCES_TELEMETRY_SPELLING_H

#include "sources/telemetry/family.h"

struct spelling {
	/* Borrowed from the file. */
	struct str text;
	struct family *family;
	/* NULL: a plain sample that nothing is known of. */
	const struct member_rule *rule;
	/* The sink's number of the series. */
	uint32_t series;
	/* The number of the histogram that it is a part of. */
	uint32_t histogram;
	/* The bound of a bucket. */
	double bound;
	/* Which spelling came after this one the last time. */
	uint32_t next;
	/* That its values are impossible has been said. */
	bool is_reported;
};

#define SPELLING_NONE UINT32_MAX

struct spellings {
	struct arena *arena;
	VEC(struct spelling) list;
	/* Numbers of the list + 1, by hash. */
	uint32_t *slots;
	size_t slot_count;
	/* Of the line before, SPELLING_NONE at first. */
	uint32_t last;
	/* Where one stands that is not remembered, because there are too many. */
	struct spelling passing;
};

void series_spellings_init(struct spellings *spellings, struct arena *arena);

/*
 * The spelling that `text` (from here to the end of the file) begins with, if
 * it is what followed last time; else NULL.
 */
struct spelling *spelling_expected(struct spellings *spellings, struct str text);

/* The same, looked up; `text` is just the spelling. */
struct spelling *spelling_find(struct spellings *spellings, struct str text);

/* Holds until the next is added. */
struct spelling *spelling_add(struct spellings *spellings, struct spelling spelling);

#endif
