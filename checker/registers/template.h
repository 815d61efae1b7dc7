/* SPDX-License-Identifier: MIT */
/*
 * What somebody begins a record with: all fields of its kind, said in comments.
 */
#ifndef LINTEL_REGISTERS_TEMPLATE_H
#define LINTEL_REGISTERS_TEMPLATE_H

#include "base/buf.h"
#include "facts/register.h"

/*
 * Writes a file with one record of the kind.  Required fields hold a text in
 * angle brackets, which lintel asks to be filled in and which is all that it
 * finds wrong with the file; the others are commented out, with an example.
 */
void template_write(const struct register_kind *kind, struct str id, struct buf *out);

#endif
