/* SPDX-License-Identifier: MIT */
/*
 * Records that cannot be told apart: by their id, or by what their kind says
 * names one record only.
 */
#ifndef LINTEL_REGISTERS_TWINS_H
#define LINTEL_REGISTERS_TWINS_H

#include "registers/book.h"

/* Adds a fault for each record but the first of several. */
void book_find_twins(struct register_book *book);

#endif
