/* SPDX-License-Identifier: MIT */
/*
 * Quantities made of quantities, over time: the terms of one comparison, or of
 * a derived metric.  Whenever one of its cursors has something to say, all that
 * is made of it is computed anew.
 */
#ifndef LINTEL_CONDITIONS_FORMULA_H
#define LINTEL_CONDITIONS_FORMULA_H

#include "conditions/cursor.h"
#include "conditions/moment_queue.h"

struct evaluation;

struct formula_node {
	const struct term *term;
	/* Numbers of nodes. */
	uint32_t *operands;
	/* Of each operand, or of the cursor. */
	struct conversion *conversions;
	/* A leaf's, else NULL. */
	struct cursor *cursor;
	struct span value;
};

struct formula {
	/* Operands before what is made of them; the last one is the whole. */
	struct formula_node *nodes;
	uint32_t len;
	struct moment_queue queue;
};

/* Of a term of the condition that is being evaluated: a quantity or a comparison. */
struct formula *formula_create(
		struct evaluation *evaluation, const struct condition *condition, uint32_t term);

/* When something changes next. */
moment formula_next(const struct formula *formula);
/* Goes there. */
void formula_step(struct formula *formula);

/* Of a quantity. */
struct span formula_value(const struct formula *formula);
/* Of a comparison. */
struct kleene formula_truth(const struct formula *formula);

#endif
