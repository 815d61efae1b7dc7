/* SPDX-License-Identifier: MIT */
/*
 * Adding to what a book has to say.
 */
#ifndef LINTEL_REGISTERS_FAULT_H
#define LINTEL_REGISTERS_FAULT_H

#include "registers/book.h"

/*
 * A fault of a record's field, or with an empty name of the record itself.  The
 * message follows the record's label: "contract orders-v2" and " has no owner".
 */
struct register_fault *fault_add(struct register_book *book, enum own_id rule,
		const struct register_entry *entry, struct str field, struct place place,
		const char *fmt, ...) PRINTF_LIKE(6, 7);

/* "write it as: owner: team-orders", with the field's help; empty where it has neither. */
struct str field_remedy(struct arena *arena, const struct field_kind *field);

#endif
