/* SPDX-License-Identifier: MIT */
/*
 * What the record of a register says that a condition stands in.
 */
#ifndef LINTEL_CONDITIONS_FIELD_H
#define LINTEL_CONDITIONS_FIELD_H

#include "conditions/cursor.h"
#include "conditions/evaluation.h"

/* A cursor over a TERM_FIELD, in the term's unit. */
void field_cursor(struct evaluation *evaluation, const struct term *term, struct cursor *cursor);

/* The date that `until(…)` or `past(…)` is about, the first of several; or why there is none. */
moment field_date(struct evaluation *evaluation, const struct term *term, enum reason *reason,
		struct str *evidence);

/* `has(…)`, `field(…) is WORD`: its truth, value and evidence. */
struct kleene field_has(
		struct evaluation *evaluation, const struct term *term, struct atom_value *value);
struct kleene field_is(
		struct evaluation *evaluation, const struct term *term, struct atom_value *value);

#endif
