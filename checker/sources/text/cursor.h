/* SPDX-License-Identifier: MIT */
/*
 * C text as the preprocessor's first phases see it: a backslash at the end of
 * a line joins it with the next, comments are white space, texts in quotes
 * hide what looks like a comment.  Trigraphs are not read: compilers ignore
 * them unless asked.
 *
 * A cursor borrows the text, which must be followed by a NUL (as in a buf).
 * Whatever the text holds, a cursor ends at its end, and looks at no byte more
 * often than a few times.
 */
#ifndef LINTEL_SOURCES_TEXT_CURSOR_H
#define LINTEL_SOURCES_TEXT_CURSOR_H

#include "base/str.h"

struct cursor {
	const char *p;
	const char *end;
	/* Where the physical line of `p` begins, and its number from 1. */
	const char *line_start;
	uint32_t line;
};

/* What cursor_peek() answers at the end of the text. */
#define CURSOR_END (-1)

struct cursor cursor_at(struct str text);

/* Passes line joins, on a backslash. */
void cursor_join(struct cursor *cursor);

/* The next character once line joins are passed, or CURSOR_END. */
static inline int cursor_peek(struct cursor *cursor)
{
	if (*cursor->p == '\\') {
		cursor_join(cursor);
	}
	return cursor->p < cursor->end ? (unsigned char)*cursor->p : CURSOR_END;
}

/* Passes the character that cursor_peek() answered; counts lines. */
static inline void cursor_step(struct cursor *cursor)
{
	if (*cursor->p++ == '\n') {
		cursor->line_start = cursor->p;
		cursor->line++;
	}
}

/* Column of the next character, from 1, in bytes. */
uint32_t cursor_column(const struct cursor *cursor);

/*
 * If a comment begins here, passes it (but not the line break after a `//`)
 * and says so.
 */
bool cursor_comment(struct cursor *cursor);

/* Passes blanks and comments within the logical line; whether there were any. */
bool cursor_blanks(struct cursor *cursor);

/*
 * Passes a text in quotes, on its first quote; one that is not closed ends
 * with its logical line.
 */
void cursor_quoted(struct cursor *cursor);

/* Passes a quote that only groups digits, as in 1'000'000, or answers false. */
bool cursor_digit_group(struct cursor *cursor);

/* Passes the rest of the logical line, line break included. */
void cursor_line_rest(struct cursor *cursor);

/*
 * Where the physical line ends, if nothing in it matters to what follows it:
 * no comment can begin in it, and it is not joined with the next.  Else NULL.
 * `*slash` is a memory for this function, NULL at first.
 */
const char *cursor_plain_line(const struct cursor *cursor, const char **slash);

static inline bool char_is_blank(int c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static inline bool char_is_digit(int c)
{
	return c >= '0' && c <= '9';
}

/* Of an identifier; `$` and bytes over 127 are, as compilers take them. */
static inline bool char_is_name(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || char_is_digit(c) || c == '_'
	       || c == '$' || c >= 0x80;
}

#endif
