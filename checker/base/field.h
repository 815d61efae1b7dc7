/* SPDX-License-Identifier: MIT */
/*
 * One field of a line in a text file of ours: fields are separated by tabs, so
 * what would end a field or a line, or could not be seen, is written as an
 * escape: \\ \t \n and \xNN.
 */
#ifndef LINTEL_BASE_FIELD_H
#define LINTEL_BASE_FIELD_H

#include "base/buf.h"

void field_write(struct buf *out, struct str field);

/*
 * What `field` stands for: itself, or a text in `arena`.  False if it holds an
 * escape that nobody wrote.
 */
NODISCARD bool field_read(struct arena *arena, struct str field, struct str *text);

#endif
