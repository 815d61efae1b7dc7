/* SPDX-License-Identifier: MIT */
/*
 * What the record of a register says that a condition stands in.
 */
#ifndef LINTEL_CONDITIONS_FIELD_H
#define LINTEL_CONDITIONS_FIELD_H

#include "conditions/cursor.h"
#include "conditions/evaluation.h"

/* Whether a value is this word: yes and no however they are written, a record with its kind or
 * without. */
bool field_value_is(const struct world *world, enum value_kind kind,
		const struct register_value *value, struct str word);

/* "last 90d", "next 2w": the dates that a filter lets pass, before or after as_of. */
bool field_window_read(struct str text, bool *is_ahead, struct duration *length);

/*
 * The sum and the like of the field `term->name` over some records, in the
 * term's unit; what one of them does not state, or nothing.
 */
struct span field_of_entries(struct arena *arena, const struct register_entry *const *entries,
		size_t count, const struct term *term, enum field_of of, struct str *gap);

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
