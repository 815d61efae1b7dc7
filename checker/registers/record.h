/* SPDX-License-Identifier: MIT */
/*
 * Records as somebody wrote them: from nodes to entries with typed values.
 */
#ifndef LINTEL_REGISTERS_RECORD_H
#define LINTEL_REGISTERS_RECORD_H

#include "formats/node.h"
#include "registers/book.h"

struct problems;

struct record_reading {
	struct register_book *book;
	struct problems *problems;
	/* Of the file under way; it lives as long as the book. */
	struct str path;
	size_t max_records;
	/* More are not looked at. */
	bool is_full;
};

/*
 * Adds all records of the file at `path`; nothing points into the nodes afterwards.
 * False with a problem if it is no file of records, or one of them has no name.
 */
NODISCARD bool records_take(struct record_reading *reading, const struct node *root);

#endif
