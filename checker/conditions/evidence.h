/* SPDX-License-Identifier: MIT */
/*
 * What an atom compared, where it comes from, and why it is unknown: in words,
 * as it is at as_of.
 */
#ifndef LINTEL_CONDITIONS_EVIDENCE_H
#define LINTEL_CONDITIONS_EVIDENCE_H

#include "conditions/evaluation.h"
#include "conditions/formula.h"

/* Of a comparison that has been followed up to as_of. */
void evidence_of_formula(struct evaluation *evaluation, const struct formula *formula,
		struct atom_value *value);

/* The same of a quantity, and of what it was made. */
void evidence_of_quantity(struct evaluation *evaluation, const struct formula *formula,
		struct atom_value *value);

/* Of a time that has passed since `at`, or passes until then; a field's evidence is there. */
void evidence_of_time(struct evaluation *evaluation, const struct term *term, moment at,
		struct atom_value *value);

/* Somebody's last word, or NULL, and until when it counts. */
void evidence_of_word(struct evaluation *evaluation, const struct attestation *last, moment due,
		struct atom_value *value);

struct str evidence_of_place(struct evaluation *evaluation, const struct place *place);

/* Why something is not known that has no samples. */
struct str evidence_of_reason(struct evaluation *evaluation, enum reason reason);

/* "212 ms", "at least 7"; nothing for what is not known at all. */
void span_write(struct span span, const struct unit *unit, struct buf *out);

/* "91 of 91 days" */
void coverage_write(struct window_coverage coverage, struct buf *out);

#endif
