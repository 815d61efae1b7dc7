/* SPDX-License-Identifier: MIT */
/*
 * What the files that parse conditions share; nobody else includes it.
 *
 * parse.c reads a condition with its clauses, expression.c operators, operand.c
 * what they are between, and check.c says afterwards what it means: units,
 * windows, what a `baseline` stands for.
 */
#ifndef LINTEL_CONDITIONS_PARSER_H
#define LINTEL_CONDITIONS_PARSER_H

#include "base/problem.h"
#include "conditions/condition.h"
#include "conditions/token.h"
#include "facts/code.h"

/* What is known of a term while parsing. */
struct spot {
	/* Its bytes in the text, the parentheses around it included. */
	size_t begin;
	size_t end;
	/* Terms within it, along the longest way; itself included. */
	unsigned depth;
	/* The first of its descendants, which all stand together before it. */
	uint32_t first;
};

struct parser {
	struct arena *arena;
	struct problems *problems;
	/* Nothing in it is NULL but its members. */
	const struct condition_names *names;
	struct lexer lexer;
	/* The one that is looked at; the lexer stands behind it. */
	struct token token;
	struct condition *condition;
	VEC(struct term) terms;
	/* In the order of terms. */
	VEC(struct spot) spots;
	/* The word of the atom that is being read. */
	struct str function;
	/* A quantity is wanted next: there was an operator between quantities. */
	bool wants_quantity;
	/* It said `is not`. */
	bool is_negated;
	/* No more than one condition's worth of trouble. */
	bool is_broken;
};

/* To the next token. */
void parser_next(struct parser *parser);

/* An error at some bytes of the text; always false, and nothing more is parsed. */
bool parser_fail(struct parser *parser, size_t begin, size_t end, struct str remedy,
		const char *fmt, ...) PRINTF_LIKE(5, 6);

/* An error at the token: it is unexpected. */
bool parser_fail_token(struct parser *parser, struct str remedy, const char *wanted);

/* "did you mean 'x'?", or `otherwise` if nothing is near. */
struct str parser_guess(struct parser *parser, struct str written, const struct str *words,
		size_t count, const char *otherwise);

/*
 * Adds a term for the bytes from `begin` to `end`, whose operands (its last
 * ones are copied) were added before; its number, or NONE if there are too many.
 */
uint32_t parser_add(struct parser *parser, const struct term *term, size_t begin, size_t end);

/* Whether `whole` goes on where its first operand ends: a - b + c needs no brackets. */
bool term_continues(enum term_kind whole, enum term_kind first);

/* Reads an expression up to what cannot be part of it. */
NODISCARD bool expression_parse(struct parser *parser, bool is_truth, uint32_t *root);

/* Whether an atom begins with this token, and reads it. */
bool atom_begins(const struct parser *parser);
NODISCARD bool atom_parse(struct parser *parser, uint32_t *number);

/* A number with its unit; or, in `2 of {…}`, the number alone. */
NODISCARD bool number_parse(struct parser *parser, uint32_t *number);

/* "14d", "2 quarters" at the token. */
NODISCARD bool duration_parse(struct parser *parser, struct duration *duration);
/* A day, from its begin to its end; or, where one is allowed, a moment, which is both. */
NODISCARD bool date_parse(struct parser *parser, bool is_moment, moment *begin, moment *end);

/*
 * A name that is not there: in a condition that is written for one repository
 * an error at some bytes of the text, and false; in a general one the term is
 * unknown, for what the text says and the remedy mends.
 */
bool parser_name_unknown(struct parser *parser, struct term *term, const struct argument *argument,
		struct str remedy, const char *fmt, ...) PRINTF_LIKE(5, 6);

/* Words that begin or continue a condition and so are no unit and no name. */
extern const struct str clause_words[];
extern const size_t clause_word_count;
/* Whether it is nearly a word that begins a clause. */
bool word_is_nearly_clause(struct str word);
bool word_is_reserved(struct str word);

/* What the parsed terms mean together; `is_quantity`: there is no `for` to give windows. */
void condition_check(struct parser *parser, bool is_quantity);

#endif
