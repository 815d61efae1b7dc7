/* SPDX-License-Identifier: MIT */
/*
 * The parts of a declaration, each read in a file of its own; for the files
 * kind*.c alone.
 */
#ifndef LINTEL_REGISTERS_KIND_PART_H
#define LINTEL_REGISTERS_KIND_PART_H

#include "config/kind.h"
#include "facts/register.h"

struct problems;

struct kind_reading {
	struct arena *arena;
	struct problems *problems;
	struct register_kind *kind;
	/* Something is wrong, though reading goes on. */
	bool is_bad;
};

/* Notes what is wrong with the declaration. */
void kind_fail(struct kind_reading *reading, struct place place, struct str remedy, const char *fmt,
		...) PRINTF_LIKE(4, 5);

/* The field of the kind, or NULL with a problem that says which one was meant. */
const struct field_kind *kind_field_named(struct kind_reading *reading, const struct text *name);

/* kind_field.c: a field, or with `group` a field of that group. */
void kind_field_take(struct kind_reading *reading, const struct config_kind_field *from,
		const struct field_kind *group, struct field_kind *to);
/* Whether fields and derived values may be called so: it stands in conditions. */
void kind_name_check(struct kind_reading *reading, const struct text *name);

/* kind_rule.c: what is computed, and what must hold. */
void kind_derived_take(struct kind_reading *reading, const struct records *from);
void kind_rules_take(struct kind_reading *reading, const struct records *from);

#endif
