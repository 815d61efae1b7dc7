/* SPDX-License-Identifier: MIT */
#include "sources/text/cursor.h"

struct cursor cursor_at(struct str text)
{
	return (struct cursor){
		.p = text.p,
		.end = text.p + text.len,
		.line_start = text.p,
		.line = 1,
	};
}

/* The start of the next line, if `p` is on a backslash that joins it; else NULL. */
static const char *join_end(const char *p)
{
	p++;
	while (char_is_blank(*p)) {
		p++;
	}
	return *p == '\n' ? p + 1 : NULL;
}

void cursor_join(struct cursor *cursor)
{
	while (*cursor->p == '\\') {
		const char *next = join_end(cursor->p);
		if (!next) {
			break;
		}
		cursor->p = next;
		cursor->line_start = next;
		cursor->line++;
	}
}

uint32_t cursor_column(const struct cursor *cursor)
{
	return (uint32_t)(cursor->p - cursor->line_start) + 1;
}

/* Moves to `to`, counting the lines on the way. */
static void advance(struct cursor *cursor, const char *to)
{
	const char *at = cursor->p;
	while ((at = memchr(at, '\n', (size_t)(to - at))) != NULL) {
		at++;
		cursor->line_start = at;
		cursor->line++;
	}
	cursor->p = to;
}

/* Whether a '*' stands before `slash`, not before `start`, seen through line joins. */
static bool star_before(const char *start, const char *slash)
{
	while (slash > start) {
		if (slash[-1] == '*') {
			return true;
		}
		if (slash[-1] != '\n') {
			return false;
		}
		slash--;
		while (slash > start && char_is_blank(slash[-1])) {
			slash--;
		}
		if (slash == start || slash[-1] != '\\') {
			return false;
		}
		slash--;
	}
	return false;
}

/* Behind the opening: to behind the closing, or the end of the text. */
static void block_comment(struct cursor *cursor)
{
	const char *start = cursor->p;
	const char *at = start;
	while ((at = memchr(at, '/', (size_t)(cursor->end - at))) != NULL) {
		at++;
		if (star_before(start, at - 1)) {
			break;
		}
	}
	advance(cursor, at ? at : cursor->end);
}

/* To the line break that is not joined away. */
static void line_comment(struct cursor *cursor)
{
	for (;;) {
		const char *eol = memchr(cursor->p, '\n', (size_t)(cursor->end - cursor->p));
		if (!eol) {
			cursor->p = cursor->end;
			return;
		}
		const char *last = eol;
		while (last > cursor->p && char_is_blank(last[-1])) {
			last--;
		}
		if (last == cursor->p || last[-1] != '\\') {
			cursor->p = eol;
			return;
		}
		advance(cursor, eol + 1);
	}
}

bool cursor_comment(struct cursor *cursor)
{
	if (cursor_peek(cursor) != '/') {
		return false;
	}
	struct cursor ahead = *cursor;
	cursor_step(&ahead);
	int next = cursor_peek(&ahead);
	if (next != '*' && next != '/') {
		return false;
	}
	cursor_step(&ahead);
	*cursor = ahead;
	if (next == '*') {
		block_comment(cursor);
	} else {
		line_comment(cursor);
	}
	return true;
}

bool cursor_blanks(struct cursor *cursor)
{
	bool any = false;
	for (;;) {
		int c = cursor_peek(cursor);
		if (char_is_blank(c)) {
			cursor_step(cursor);
		} else if (c != '/' || !cursor_comment(cursor)) {
			return any;
		}
		any = true;
	}
}

void cursor_quoted(struct cursor *cursor)
{
	int quote = cursor_peek(cursor);
	cursor_step(cursor);
	for (;;) {
		int c = cursor_peek(cursor);
		if (c == CURSOR_END || c == '\n') {
			return;
		}
		cursor_step(cursor);
		if (c == quote) {
			return;
		}
		if (c == '\\') {
			c = cursor_peek(cursor);
			if (c != CURSOR_END && c != '\n') {
				cursor_step(cursor);
			}
		}
	}
}

bool cursor_digit_group(struct cursor *cursor)
{
	const char *start = cursor->line_start;
	if (cursor->p == start || !char_is_name((unsigned char)cursor->p[-1])
			|| !char_is_name((unsigned char)cursor->p[1])) {
		return false;
	}
	/* No number is as long as this, and no text is looked at again and again. */
	const char *floor = cursor->p - start > 80 ? cursor->p - 80 : start;
	const char *first = cursor->p;
	while (first > floor && (char_is_name((unsigned char)first[-1]) || first[-1] == '\'')) {
		first--;
	}
	if (!char_is_digit((unsigned char)*first)) {
		return false;
	}
	cursor_step(cursor);
	return true;
}

void cursor_line_rest(struct cursor *cursor)
{
	for (;;) {
		int c = cursor_peek(cursor);
		switch (c) {
		case CURSOR_END:
			return;
		case '\n':
			cursor_step(cursor);
			return;
		case '/':
			if (!cursor_comment(cursor)) {
				cursor_step(cursor);
			}
			break;
		case '\'':
			if (!cursor_digit_group(cursor)) {
				cursor_quoted(cursor);
			}
			break;
		case '"':
			cursor_quoted(cursor);
			break;
		default:
			cursor_step(cursor);
			break;
		}
	}
}

const char *cursor_plain_line(const struct cursor *cursor, const char **slash)
{
	if (!*slash || *slash < cursor->p) {
		*slash = memchr(cursor->p, '/', (size_t)(cursor->end - cursor->p));
		if (!*slash) {
			*slash = cursor->end;
		}
	}
	const char *eol = memchr(cursor->p, '\n', (size_t)(cursor->end - cursor->p));
	if (!eol) {
		eol = cursor->end;
	}
	const char *last = eol;
	while (last > cursor->p && char_is_blank(last[-1])) {
		last--;
	}
	bool is_joined = last > cursor->p && last[-1] == '\\';
	return *slash < eol || is_joined ? NULL : eol;
}
