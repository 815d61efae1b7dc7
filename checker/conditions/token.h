/* SPDX-License-Identifier: MIT */
/*
 * The words of a condition, one after the other.
 *
 * A lexer borrows the text it walks over and can be set back by its `at`.  What
 * stands in parentheses behind a function's name is not made of these words but
 * of arguments, which argument_next() takes.
 */
#ifndef LINTEL_CONDITIONS_TOKEN_H
#define LINTEL_CONDITIONS_TOKEN_H

#include "base/place.h"

enum token_kind {
	TOKEN_END,
	/* Letters, digits, `_`, and `-` between letters: "min-samples". */
	TOKEN_WORD,
	/* As far as it could be a number, without sign. */
	TOKEN_NUMBER,
	/* Quoted; `text` has the quotes. */
	TOKEN_STRING,
	/* Operators, brackets, commas; a wrong one too. */
	TOKEN_SIGN,
};

struct token {
	enum token_kind kind;
	struct str text;
	/* Where it begins. */
	size_t at;
};

struct lexer {
	struct str text;
	/* Of the first byte. */
	struct place place;
	size_t at;
};

/* The next token; `lexer->at` is then behind it. */
struct token token_next(struct lexer *lexer);

bool token_is(const struct token *token, const char *text);

/* Where the bytes from `begin` to `end` stand; the width stops at the end of the line. */
struct place lexer_place(const struct lexer *lexer, size_t begin, size_t end);

/* Moves over white space. */
void lexer_skip(struct lexer *lexer);

/* The word at `at`; empty if there is none. */
struct str word_at(struct str text, size_t at);

struct argument {
	/* As written, and without quotes around all of it. */
	struct str text;
	struct str value;
	size_t at;
	bool is_quoted;
};

enum argument_end {
	ARGUMENT_MORE,
	ARGUMENT_LAST,
	/* There is neither comma nor parenthesis: `lexer->at` is where one should be. */
	ARGUMENT_BROKEN,
	/* The text ends. */
	ARGUMENT_OPEN,
};

/* Takes the next argument and the comma or parenthesis behind it. */
enum argument_end argument_next(struct lexer *lexer, struct argument *argument);

#endif
