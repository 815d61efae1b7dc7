/* SPDX-License-Identifier: MIT */
/*
 * What is derived for each record, own values first and then along references,
 * and the circles that references must not have.
 */
#ifndef LINTEL_REGISTERS_DERIVE_H
#define LINTEL_REGISTERS_DERIVE_H

#include "registers/book.h"

/* All derived values of all records; linear in records and references. */
void book_derive(struct register_book *book, const struct world *world);

/* A fault for each circle of records along a field that is added up or must have none. */
void book_find_cycles(struct register_book *book);

#endif
