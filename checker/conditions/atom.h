/* SPDX-License-Identifier: MIT */
/*
 * The timelines of atoms: comparisons, dates, records, words that people gave.
 */
#ifndef LINTEL_CONDITIONS_ATOM_H
#define LINTEL_CONDITIONS_ATOM_H

#include "conditions/evaluation.h"

/* Whether a term is one. */
bool term_is_atom(const struct term *term);

/* Its timeline up to as_of, and what it is there and why. */
void atom_evaluate(struct evaluation *evaluation, uint32_t number, struct steps *out,
		struct atom_value *value);

#endif
