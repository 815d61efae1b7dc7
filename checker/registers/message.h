/* SPDX-License-Identifier: MIT */
/*
 * What is said of a record, with its values in place of their names.
 */
#ifndef LINTEL_REGISTERS_MESSAGE_H
#define LINTEL_REGISTERS_MESSAGE_H

#include "facts/register.h"

/*
 * "waits {chain_time} where its budget is {budget}" as it is of this record; a
 * field of what a reference leads to is "{within.timeout}".
 */
struct str message_fill(struct arena *arena, struct str message, const struct registers *registers,
		const struct register_entry *entry);

/* What a field or derived value of it is, as one would write it; or "nothing". */
void message_value_write(const struct register_entry *entry, struct str name, struct buf *out);

#endif
