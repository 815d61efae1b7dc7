/* SPDX-License-Identifier: MIT */
/*
 * From a text to the value that its field asks for.  What a name refers to is
 * for book_resolve().
 */
#ifndef LINTEL_REGISTERS_VALUE_H
#define LINTEL_REGISTERS_VALUE_H

#include "facts/register.h"

/* Says what is wrong with a value, after its text: "is no day of the calendar". */
struct value_refusal {
	/* A template left it to be filled in. */
	bool is_placeholder;
	struct str text;
	struct str remedy;
};

/* "<the module that waits>": what a template leaves. */
bool value_is_placeholder(struct str text);

/* Reads value->text; false with a reason, in the arena, if it is not of that type. */
NODISCARD bool value_understand(struct register_value *value, const struct field_kind *field,
		struct arena *arena, struct value_refusal *refusal);

#endif
