/* SPDX-License-Identifier: MIT */
/*
 * Operators and brackets, on a stack of their own: what people write is nested
 * as deep as they like, and the program's stack is not.
 */
#include "conditions/parser.h"

#include "base/arena.h"

enum op_kind {
	OP_PARENTHESIS,
	OP_BRACES,
	OP_OR,
	OP_AND,
	OP_NOT,
	OP_COMPARE,
	OP_ADD,
	OP_SUBTRACT,
	OP_MULTIPLY,
	OP_DIVIDE,
	OP_NEGATE,
};

/* How tightly each of them binds; brackets do not. */
static const unsigned strengths[] = {
	[OP_PARENTHESIS] = 0,
	[OP_BRACES] = 0,
	[OP_OR] = 1,
	[OP_AND] = 2,
	[OP_NOT] = 3,
	[OP_COMPARE] = 4,
	[OP_ADD] = 5,
	[OP_SUBTRACT] = 5,
	[OP_MULTIPLY] = 6,
	[OP_DIVIDE] = 6,
	[OP_NEGATE] = 7,
};

static const enum term_kind op_terms[] = {
	[OP_BRACES] = TERM_COUNT,
	[OP_OR] = TERM_OR,
	[OP_AND] = TERM_AND,
	[OP_NOT] = TERM_NOT,
	[OP_COMPARE] = TERM_COMPARE,
	[OP_ADD] = TERM_ADD,
	[OP_SUBTRACT] = TERM_SUBTRACT,
	[OP_MULTIPLY] = TERM_MULTIPLY,
	[OP_DIVIDE] = TERM_DIVIDE,
	[OP_NEGATE] = TERM_NEGATE,
};

static const struct infix {
	const char *text;
	enum op_kind kind;
	enum comparison comparison;
} infixes[] = {
	{ "or", OP_OR, 0 },
	{ "and", OP_AND, 0 },
	{ "<", OP_COMPARE, LESS },
	{ "<=", OP_COMPARE, LESS_OR_EQUAL },
	{ ">", OP_COMPARE, GREATER },
	{ ">=", OP_COMPARE, GREATER_OR_EQUAL },
	{ "==", OP_COMPARE, EQUAL },
	{ "!=", OP_COMPARE, NOT_EQUAL },
	{ "+", OP_ADD, 0 },
	{ "-", OP_SUBTRACT, 0 },
	{ "*", OP_MULTIPLY, 0 },
	{ "/", OP_DIVIDE, 0 },
};

/* Signs of other languages, and what they are in this one. */
static const char *const foreign_signs[][2] = {
	{ "=", "==" },
	{ "=>", ">=" },
	{ "=<", "<=" },
	{ "<>", "!=" },
	{ "\xe2\x89\xa5", ">=" },
	{ "\xe2\x89\xa4", "<=" },
	{ "\xe2\x89\xa0", "!=" },
	{ "&&", "and" },
	{ "&", "and" },
	{ "||", "or" },
	{ "|", "or" },
	{ "!", "not" },
	{ "\xc3\x97", "*" },
	{ "\xc3\xb7", "/" },
	{ "\xe2\x88\x92", "-" },
};

struct op {
	enum op_kind kind;
	enum comparison comparison;
	/* OP_BRACES: how many must be true; 0 = all. */
	uint32_t number;
	/* Operands that are complete. */
	uint32_t count;
	/* The operator, or the bracket and what stands before it. */
	size_t begin;
	size_t end;
	size_t bracket;
};

struct stack {
	struct parser *parser;
	VEC(struct op) ops;
	VEC(uint32_t) operands;
	unsigned brackets;
};

bool term_continues(enum term_kind whole, enum term_kind first)
{
	bool is_sum = whole == TERM_ADD || whole == TERM_SUBTRACT;
	bool is_product = whole == TERM_MULTIPLY || whole == TERM_DIVIDE;
	return (is_sum && (first == TERM_ADD || first == TERM_SUBTRACT))
	       || (is_product && (first == TERM_MULTIPLY || first == TERM_DIVIDE));
}

static struct op *top(struct stack *stack)
{
	return stack->ops.len ? &stack->ops.p[stack->ops.len - 1] : NULL;
}

static bool foreign_sign(struct parser *parser)
{
	for (size_t i = 0; i < COUNT_OF(foreign_signs); i++) {
		if (token_is(&parser->token, foreign_signs[i][0])) {
			return parser_fail(parser, parser->token.at, parser->lexer.at,
					str_fmt(parser->arena, "write '%s'", foreign_signs[i][1]),
					"unknown operator '" STR_FMT "'",
					STR_ARG(parser->token.text));
		}
	}
	return true;
}

static bool takes_truths(enum op_kind kind)
{
	return kind <= OP_NOT;
}

/* Whether the operand is of the sort that the operator takes. */
static bool operand_fits(struct stack *stack, const struct op *op, uint32_t operand)
{
	struct parser *parser = stack->parser;
	const struct term *term = &parser->terms.p[operand];
	const struct spot *spot = &parser->spots.p[operand];
	if (term_is_truth(term->kind) == takes_truths(op->kind)) {
		return true;
	}
	if (takes_truths(op->kind)) {
		return parser_fail(parser, spot->begin, spot->end,
				STR("compare it with something: code(fan_in, core) > 25"),
				"'" STR_FMT "' is a quantity, neither true nor false",
				STR_ARG(term->text));
	}
	if (op->kind == OP_COMPARE && term->kind == TERM_COMPARE) {
		return parser_fail(parser, op->begin, op->end, STR("write 'a < b and b < c'"),
				"comparisons do not chain");
	}
	return parser_fail(parser, spot->begin, spot->end,
			STR("join what is true or false with and, or, not"),
			"'" STR_FMT "' is true or false, not a quantity", STR_ARG(term->text));
}

/* Takes the operator off the stack and makes a term of it and its operands. */
static bool reduce(struct stack *stack, size_t end)
{
	struct parser *parser = stack->parser;
	struct op op = stack->ops.p[--stack->ops.len];
	const uint32_t *operands = &stack->operands.p[stack->operands.len - op.count];
	size_t begin = op.begin;
	unsigned depth = 0;
	for (uint32_t i = 0; i < op.count; i++) {
		const struct spot *spot = &parser->spots.p[operands[i]];
		if (!operand_fits(stack, &op, operands[i])) {
			return false;
		}
		begin = spot->begin < begin ? spot->begin : begin;
		end = spot->end > end ? spot->end : end;
		/* a + b + c is a row, however it is kept. */
		bool is_row = i == 0
			      && term_continues(
					      op_terms[op.kind], parser->terms.p[operands[i]].kind);
		unsigned within = spot->depth + (is_row ? 0 : 1);
		depth = within > depth ? within : depth;
	}
	struct term term = {
		.kind = op_terms[op.kind],
		.comparison = op.comparison,
		.number = op.number ? op.number : op.count,
		.operands = arena_copy(parser->arena, operands, op.count * sizeof(*operands)),
		.operand_count = op.count,
		.unit = unit_bare,
		.record = NONE,
		.stands_for = NONE,
	};
	if (depth > CONDITION_DEPTH_MAX) {
		return parser_fail(parser, begin, end, STR("make several conditions of it"),
				"more than %d terms within one another", CONDITION_DEPTH_MAX);
	}
	uint32_t number = parser_add(parser, &term, begin, end);
	if (number == NONE) {
		return false;
	}
	parser->spots.p[number].first = parser->spots.p[operands[0]].first;
	parser->spots.p[number].depth = depth;
	stack->operands.len -= op.count;
	*vec_add(&stack->operands, parser->arena) = number;
	return true;
}

/* Makes terms of all that binds tighter than `strength`, or as tight. */
static bool reduce_down_to(struct stack *stack, unsigned strength)
{
	while (top(stack) && strengths[top(stack)->kind] >= strength
			&& strengths[top(stack)->kind] > 0) {
		if (!reduce(stack, 0)) {
			return false;
		}
	}
	return true;
}

static void push(struct stack *stack, enum op_kind kind, uint32_t count)
{
	struct parser *parser = stack->parser;
	*vec_add(&stack->ops, parser->arena) = (struct op){
		.kind = kind,
		.count = count,
		.begin = parser->token.at,
		.end = parser->lexer.at,
		.bracket = parser->token.at,
	};
}

static bool infix(struct stack *stack, const struct infix *found)
{
	struct op *op;
	/* `a and b and c` is one term: the operator waits for more operands. */
	bool is_row = takes_truths(found->kind);
	if (!reduce_down_to(stack, strengths[found->kind] + (is_row ? 1 : 0))) {
		return false;
	}
	op = top(stack);
	if (is_row && op && op->kind == found->kind) {
		op->count++;
	} else {
		push(stack, found->kind, 2);
		top(stack)->comparison = found->comparison;
		/* The term begins with its first operand. */
	}
	parser_next(stack->parser);
	return true;
}

static bool bracket_open(struct stack *stack, enum op_kind kind, uint32_t number, size_t begin)
{
	struct parser *parser = stack->parser;
	if (++stack->brackets > CONDITION_DEPTH_MAX) {
		return parser_fail(parser, parser->token.at, parser->lexer.at,
				STR("make several conditions of it"),
				"more than %d brackets within one another", CONDITION_DEPTH_MAX);
	}
	push(stack, kind, 0);
	top(stack)->number = number;
	top(stack)->begin = begin;
	parser_next(parser);
	return true;
}

/* `all {`, `any {`, `2 of {`; *is_there says whether it was one. */
static bool list_open(struct stack *stack, bool *is_there)
{
	struct parser *parser = stack->parser;
	struct lexer ahead = parser->lexer;
	struct token next = token_next(&ahead);
	size_t begin = parser->token.at;
	uint64_t number = token_is(&parser->token, "any") ? 1 : 0;
	bool is_counted = parser->token.kind == TOKEN_NUMBER && token_is(&next, "of");
	*is_there = is_counted || token_is(&parser->token, "all")
		    || token_is(&parser->token, "any");
	if (!*is_there) {
		return true;
	}
	if (is_counted) {
		if (!str_to_u64(parser->token.text, &number) || number == 0
				|| number > CONDITION_TERMS_MAX) {
			return parser_fail(parser, begin, parser->lexer.at,
					STR("write a whole number: 2 of {a, b, c}"),
					"'" STR_FMT "' is no number of conditions",
					STR_ARG(parser->token.text));
		}
		parser_next(parser);
	}
	struct str word = str_slice(parser->lexer.text, begin, parser->lexer.at);
	parser_next(parser);
	if (!token_is(&parser->token, "{")) {
		return parser_fail_token(parser,
				str_fmt(parser->arena, "write " STR_FMT " {a, b}", STR_ARG(word)),
				"'{'");
	}
	return bracket_open(stack, OP_BRACES, (uint32_t)number, begin);
}

/* Closes the innermost bracket, which must be of this kind. */
static bool bracket_close(struct stack *stack, enum op_kind kind)
{
	struct parser *parser = stack->parser;
	size_t end = parser->lexer.at;
	if (!reduce_down_to(stack, 1)) {
		return false;
	}
	struct op *op = top(stack);
	if (!op || op->kind != kind) {
		return parser_fail_token(parser, STR("remove it, or open a bracket before"),
				op ? kind == OP_BRACES ? "')'" : "'}'" : "the end");
	}
	stack->brackets--;
	if (kind == OP_PARENTHESIS) {
		struct spot *spot = &parser->spots.p[stack->operands.p[stack->operands.len - 1]];
		spot->begin = op->begin;
		spot->end = end;
		stack->ops.len--;
	} else {
		op->count++;
		if (op->number > op->count) {
			return parser_fail(parser, op->begin, op->bracket + 1,
					STR("ask for fewer, or list more"),
					"%u of %u can never be true", op->number, op->count);
		}
		if (!reduce(stack, end)) {
			return false;
		}
	}
	parser_next(parser);
	return true;
}

/* Where a term must begin: takes prefixes and brackets, and then the term; *is_done after it. */
static bool operand(struct stack *stack, bool *is_done)
{
	struct parser *parser = stack->parser;
	uint32_t number = NONE;
	bool is_list;
	*is_done = false;
	if (token_is(&parser->token, "not") || token_is(&parser->token, "holds")) {
		/* `holds` states the objective; what fires is that it does not hold. */
		push(stack, OP_NOT, 1);
		parser_next(parser);
		return true;
	}
	if (token_is(&parser->token, "-")) {
		push(stack, OP_NEGATE, 1);
		parser_next(parser);
		return true;
	}
	if (token_is(&parser->token, "(")) {
		return bracket_open(stack, OP_PARENTHESIS, 0, parser->token.at);
	}
	if (!list_open(stack, &is_list) || is_list) {
		return is_list && !parser->is_broken;
	}
	*is_done = true;
	parser->wants_quantity = top(stack) && strengths[top(stack)->kind] >= strengths[OP_COMPARE];
	if (!(parser->token.kind == TOKEN_NUMBER ? number_parse(parser, &number)
						 : atom_parse(parser, &number))) {
		return false;
	}
	*vec_add(&stack->operands, parser->arena) = number;
	return true;
}

/* After a term: takes what continues; *is_end if nothing does, *is_done if a bracket closed. */
static bool operation(struct stack *stack, bool *is_done, bool *is_end)
{
	struct parser *parser = stack->parser;
	*is_end = false;
	*is_done = false;
	for (size_t i = 0; i < COUNT_OF(infixes); i++) {
		if (token_is(&parser->token, infixes[i].text)) {
			return infix(stack, &infixes[i]);
		}
	}
	if (token_is(&parser->token, ")") || token_is(&parser->token, "}")) {
		*is_done = true;
		return bracket_close(
				stack, token_is(&parser->token, ")") ? OP_PARENTHESIS : OP_BRACES);
	}
	if (token_is(&parser->token, ",") && stack->brackets > 0) {
		if (!reduce_down_to(stack, 1)) {
			return false;
		}
		if (top(stack)->kind == OP_BRACES) {
			top(stack)->count++;
			parser_next(parser);
			return true;
		}
	}
	*is_end = true;
	return foreign_sign(parser);
}

static bool bracket_is_missing(struct stack *stack)
{
	struct parser *parser = stack->parser;
	const struct op *op = top(stack);
	const char *sign = op->kind == OP_BRACES ? "}" : ")";
	if (parser->token.kind != TOKEN_END && !word_is_reserved(parser->token.text)) {
		bool is_list = op->kind == OP_BRACES;
		return parser_fail_token(parser,
				is_list ? STR("put a comma between conditions")
					: STR("join conditions with and, or"),
				is_list ? "',' or '}'" : "')'");
	}
	return parser_fail(parser, op->bracket, op->bracket + 1,
			str_fmt(parser->arena, "write '%s' where it ends", sign),
			"this bracket is never closed");
}

bool expression_parse(struct parser *parser, bool is_truth, uint32_t *root)
{
	struct stack stack = { .parser = parser };
	bool is_done = false;
	bool is_end = false;
	while (!is_end) {
		if (!(is_done ? operation(&stack, &is_done, &is_end) : operand(&stack, &is_done))) {
			return false;
		}
	}
	if (!reduce_down_to(&stack, 1)) {
		return false;
	}
	if (stack.ops.len) {
		return bracket_is_missing(&stack);
	}
	*root = stack.operands.p[0];
	if (is_truth && !term_is_truth(parser->terms.p[*root].kind)
			&& parser->token.kind != TOKEN_END
			&& !word_is_reserved(parser->token.text)) {
		return parser_fail_token(parser,
				STR("put <, <=, >, >=, == or != and a quantity there"),
				"a comparison");
	}
	struct op whole = { .kind = is_truth ? OP_AND : OP_ADD };
	return operand_fits(&stack, &whole, *root);
}
