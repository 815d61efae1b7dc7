/* SPDX-License-Identifier: MIT */
#include "conditions/token.h"

#include "base/utf8.h"

#include <ctype.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A letter of any script; not a sign, a dash or a quotation mark. */
static bool is_letter(uint32_t code)
{
	if (code < 0x80) {
		return isalpha((int)code) || code == '_';
	}
	return code == 0xb5 || (code >= 0xc0 && code < 0x2000 && code != 0xd7 && code != 0xf7)
	       || (code >= 0x2e80 && code <= 0x10ffff && utf8_is_shown(code));
}

/* How many bytes the letter at `at` has; 0 if there is none. */
static size_t letter_at(struct str text, size_t at)
{
	size_t next = at;
	return at < text.len && is_letter(utf8_next(text, &next)) ? next - at : 0;
}

struct str word_at(struct str text, size_t at)
{
	size_t end = at + letter_at(text, at);
	while (end > at && end < text.len) {
		size_t letter = letter_at(text, end);
		bool is_hyphen = text.p[end] == '-' && letter_at(text, end + 1);
		if (letter == 0 && (is_digit(text.p[end]) || is_hyphen)) {
			letter = 1;
		}
		if (letter == 0) {
			break;
		}
		end += letter;
	}
	return str_slice(text, at, end);
}

void lexer_skip(struct lexer *lexer)
{
	struct str text = lexer->text;
	for (;;) {
		if (lexer->at < text.len && is_space(text.p[lexer->at])) {
			lexer->at++;
		} else if (str_starts(str_from(text, lexer->at), STR("\xc2\xa0"))) {
			/* A blank that keeps lines together, as word processors write it. */
			lexer->at += 2;
		} else {
			return;
		}
	}
}

/* "1.5e-3": `..` is no point, and "2 events" no exponent. */
static size_t number_end(struct str text, size_t at)
{
	while (at < text.len && is_digit(text.p[at])) {
		at++;
	}
	if (at + 1 < text.len && text.p[at] == '.' && is_digit(text.p[at + 1])) {
		at++;
		while (at < text.len && is_digit(text.p[at])) {
			at++;
		}
	}
	if (at + 1 < text.len && (text.p[at] | 0x20) == 'e') {
		size_t digit = at + 1 + (text.p[at + 1] == '-' || text.p[at + 1] == '+' ? 1 : 0);
		size_t end = digit;
		while (end < text.len && is_digit(text.p[end])) {
			end++;
		}
		at = end > digit ? end : at;
	}
	return at;
}

static size_t string_end(struct str text, size_t at)
{
	size_t end = at + 1;
	while (end < text.len && text.p[end] != text.p[at]) {
		end++;
	}
	return end < text.len ? end + 1 : end;
}

static size_t sign_end(struct str text, size_t at)
{
	static const char *const signs[] = { "<=", ">=", "==", "!=", "..", "=>", "=<", "<>", "&&",
		"||" };
	struct str rest = str_from(text, at);
	for (size_t i = 0; i < COUNT_OF(signs); i++) {
		if (str_starts(rest, str_of(signs[i]))) {
			return at + 2;
		}
	}
	(void)utf8_next(text, &at);
	return at;
}

struct token token_next(struct lexer *lexer)
{
	lexer_skip(lexer);
	struct str text = lexer->text;
	struct token token = { .at = lexer->at };
	size_t end = token.at;
	if (end == text.len) {
		token.kind = TOKEN_END;
	} else if (letter_at(text, end)) {
		token.kind = TOKEN_WORD;
		end += word_at(text, end).len;
	} else if (is_digit(text.p[end])) {
		token.kind = TOKEN_NUMBER;
		end = number_end(text, end);
	} else if (text.p[end] == '"' || text.p[end] == '\'') {
		token.kind = TOKEN_STRING;
		end = string_end(text, end);
	} else {
		token.kind = TOKEN_SIGN;
		end = sign_end(text, end);
	}
	token.text = str_slice(text, token.at, end);
	lexer->at = end;
	return token;
}

bool token_is(const struct token *token, const char *text)
{
	return token->kind != TOKEN_STRING && str_eq(token->text, str_of(text));
}

struct place lexer_place(const struct lexer *lexer, size_t begin, size_t end)
{
	struct place place = lexer->place;
	struct str before = str_slice(lexer->text, 0, begin);
	size_t line_begin = 0;
	size_t newline;
	uint32_t column = place.column ? place.column : 1;
	while ((newline = line_begin + str_find(str_from(before, line_begin), '\n')) < begin) {
		line_begin = newline + 1;
		column = 1;
		place.line += place.line ? 1 : 0;
	}
	struct str covered = str_slice(lexer->text, begin, end);
	place.column = column + (uint32_t)(begin - line_begin);
	place.width = (uint32_t)str_trim(str_slice(covered, 0, str_find(covered, '\n'))).len;
	return place;
}

/* Where the argument ends that begins here: at a comma, a bracket or a comparison. */
static size_t argument_end(struct str text, size_t at)
{
	unsigned depth = 0;
	while (at < text.len) {
		char c = text.p[at];
		if (c == '"' || c == '\'') {
			at = string_end(text, at);
			continue;
		}
		if (c == '(' || c == ')' || c == '<' || c == '>' || (c == ',' && depth == 0)) {
			break;
		}
		depth += c == '{' ? 1 : 0;
		depth -= c == '}' && depth ? 1 : 0;
		at++;
	}
	return at;
}

enum argument_end argument_next(struct lexer *lexer, struct argument *argument)
{
	lexer_skip(lexer);
	struct str text = lexer->text;
	size_t end = argument_end(text, lexer->at);
	struct str raw = str_trim(str_slice(text, lexer->at, end));
	*argument = (struct argument){ .text = raw, .value = raw, .at = lexer->at };
	if (raw.len > 1 && (raw.p[0] == '"' || raw.p[0] == '\'') && string_end(raw, 0) == raw.len
			&& raw.p[raw.len - 1] == raw.p[0]) {
		argument->is_quoted = true;
		argument->value = str_slice(raw, 1, raw.len - 1);
	}
	lexer->at = end;
	if (end == text.len) {
		return ARGUMENT_OPEN;
	}
	if (text.p[end] != ',' && text.p[end] != ')') {
		return ARGUMENT_BROKEN;
	}
	lexer->at++;
	return text.p[end] == ',' ? ARGUMENT_MORE : ARGUMENT_LAST;
}
