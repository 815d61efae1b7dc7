/* SPDX-License-Identifier: MIT */
/*
 * A row more in the "Reviews" table of a record, and nothing else changed: line
 * ends, a byte order mark, a missing end of the last line stay as they are.
 */
#ifndef LINTEL_REVIEWS_REVIEW_TABLE_H
#define LINTEL_REVIEWS_REVIEW_TABLE_H

#include "base/buf.h"
#include "base/date.h"

struct err;

struct review_row {
	date_day day;
	struct str by;
	struct str trigger;
	struct str outcome;
	struct str evidence;
	bool has_next;
	date_day next;
	struct str note;
};

/*
 * Writes `text`, the whole record, with the row added: before line `line` (of
 * decision.reviews_line) in the order of the table's own columns; or, where
 * that is 0, in a new table under the heading "Reviews", which is added at the
 * end if there is none.  `*at` is then the line of the row.  False if the table
 * has no column for something, or the text is not UTF-8.
 */
NODISCARD bool review_table_add(struct buf *out, struct str text, uint32_t line,
		const struct review_row *row, uint32_t *at, struct err *err);

#endif
