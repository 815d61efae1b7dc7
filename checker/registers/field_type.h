/* SPDX-License-Identifier: MIT */
/*
 * What is to be written into a field, by its type alone: for fields whose kind
 * does not say more.  Indexed by enum value_kind.
 */
#ifndef LINTEL_REGISTERS_FIELD_TYPE_H
#define LINTEL_REGISTERS_FIELD_TYPE_H

#include "facts/register.h"

/* "a text", "a day" */
extern const char *const field_type_texts[];

/* "2026-11-21"; empty where the type alone has none. */
extern const char *const field_type_examples[];

#endif
