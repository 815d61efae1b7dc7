/* SPDX-License-Identifier: MIT */
#include "conditions/formula.h"

#include "base/arena.h"
#include "conditions/evaluation.h"
#include "conditions/leaf.h"

#include <stdlib.h>

/* ---- which terms ---- */

static int number_order(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

/* The terms that `root` is made of, ascending, each once. */
static uint32_t terms_gather(struct arena *scratch, const struct condition *condition,
		uint32_t root, uint32_t **found)
{
	uint8_t *seen = arena_new_array(scratch, uint8_t, condition->term_count);
	uint32_t *list = arena_new_array(scratch, uint32_t, condition->term_count);
	uint32_t len = 0;
	list[len++] = root;
	seen[root] = 1;
	for (uint32_t at = 0; at < len; at++) {
		const struct term *term = &condition->terms[list[at]];
		for (uint32_t i = 0; i < term->operand_count; i++) {
			if (!seen[term->operands[i]]) {
				seen[term->operands[i]] = 1;
				list[len++] = term->operands[i];
			}
		}
	}
	qsort(list, len, sizeof(*list), number_order);
	*found = list;
	return len;
}

/* ---- making it ---- */

static bool is_constant(const struct formula *formula, uint32_t node)
{
	const struct formula_node *n = &formula->nodes[node];
	return n->cursor && n->cursor->kind == CURSOR_CONSTANT;
}

/* Into what unit operand `i` of a node is converted. */
static const struct unit *operand_unit(
		const struct formula *formula, const struct formula_node *node, uint32_t i)
{
	const struct unit *own = &formula->nodes[node->operands[i]].term->unit;
	switch (node->term->kind) {
	case TERM_COMPARE: {
		/* A constant goes over to the other side, so that samples stay as they are. */
		uint32_t kept = is_constant(formula, node->operands[0]) ? 1 : 0;
		return &formula->nodes[node->operands[kept]].term->unit;
	}
	case TERM_ADD:
	case TERM_SUBTRACT:
		return &node->term->unit;
	default:
		break;
	}
	return own;
}

static void node_link(struct formula *formula, struct formula_node *node, struct arena *arena,
		const uint32_t *numbers)
{
	const struct term *term = node->term;
	node->operands = arena_new_array(arena, uint32_t, term->operand_count);
	node->conversions = arena_new_array(arena, struct conversion, term->operand_count);
	for (uint32_t i = 0; i < term->operand_count; i++) {
		node->operands[i] = numbers[term->operands[i]];
	}
	for (uint32_t i = 0; i < term->operand_count; i++) {
		const struct unit *own = &formula->nodes[node->operands[i]].term->unit;
		node->conversions[i] = conversion_between(own, operand_unit(formula, node, i));
	}
}

static struct span operand_value(
		const struct formula *formula, const struct formula_node *node, uint32_t i)
{
	return conversion_apply(&node->conversions[i], formula->nodes[node->operands[i]].value);
}

static struct span node_combine(enum term_kind kind, struct span a, struct span b)
{
	switch (kind) {
	case TERM_ADD:
		return span_add(a, b);
	case TERM_SUBTRACT:
		return span_add(a, span_negate(b));
	case TERM_MULTIPLY:
		return span_multiply(a, b);
	case TERM_DIVIDE:
		return span_divide(a, b);
	default:
		break;
	}
	return a;
}

static void nodes_compute(struct formula *formula)
{
	for (uint32_t n = 0; n < formula->len; n++) {
		struct formula_node *node = &formula->nodes[n];
		if (node->cursor || node->term->kind == TERM_COMPARE) {
			continue;
		}
		node->value = operand_value(formula, node, 0);
		if (node->term->kind == TERM_NEGATE) {
			node->value = span_negate(node->value);
		}
		for (uint32_t i = 1; i < node->term->operand_count; i++) {
			node->value = node_combine(node->term->kind, node->value,
					operand_value(formula, node, i));
		}
	}
}

static void node_read(struct formula_node *node)
{
	node->value = conversion_apply(&node->conversions[0], node->cursor->value);
}

struct formula *formula_create(
		struct evaluation *evaluation, const struct condition *condition, uint32_t term)
{
	struct arena *arena = evaluation->scratch;
	struct formula *formula = arena_new(arena, struct formula);
	uint32_t *terms;
	formula->len = terms_gather(arena, condition, term, &terms);
	formula->nodes = arena_new_array(arena, struct formula_node, formula->len);
	formula->queue = moment_queue_create(arena, formula->len);
	uint32_t *numbers = arena_new_array(arena, uint32_t, condition->term_count);

	for (uint32_t n = 0; n < formula->len; n++) {
		struct formula_node *node = &formula->nodes[n];
		numbers[terms[n]] = n;
		node->term = &condition->terms[terms[n]];
		if (node->term->operand_count > 0) {
			node_link(formula, node, arena, numbers);
			continue;
		}
		node->cursor = arena_new(arena, struct cursor);
		node->conversions = arena_new(arena, struct conversion);
		leaf_begin(evaluation, condition, terms[n], node->cursor, node->conversions);
		node_read(node);
		moment_queue_add(&formula->queue, node->cursor->next, n);
	}
	nodes_compute(formula);
	return formula;
}

/* ---- going on ---- */

moment formula_next(const struct formula *formula)
{
	return moment_queue_next(&formula->queue);
}

void formula_step(struct formula *formula)
{
	moment now = moment_queue_next(&formula->queue);
	while (moment_queue_next(&formula->queue) == now) {
		uint32_t n = moment_queue_take(&formula->queue);
		struct formula_node *node = &formula->nodes[n];
		cursor_step(node->cursor);
		node_read(node);
		moment_queue_add(&formula->queue, node->cursor->next, n);
	}
	nodes_compute(formula);
}

struct span formula_value(const struct formula *formula)
{
	return formula->nodes[formula->len - 1].value;
}

struct kleene formula_truth(const struct formula *formula)
{
	const struct formula_node *node = &formula->nodes[formula->len - 1];
	return span_compare(operand_value(formula, node, 0), node->term->comparison,
			operand_value(formula, node, 1));
}
