/* SPDX-License-Identifier: MIT */
/*
 * Letters, and phrases found in the text as it stands.
 */
#ifndef LINTEL_SOURCES_DECISIONS_PHRASE_H
#define LINTEL_SOURCES_DECISIONS_PHRASE_H

#include "base/str.h"

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Of the English alphabet. */
static inline bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A digit, a letter, or a byte of any other script's. */
static inline bool is_word(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

static inline char letter_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/*
 * How much of `text` at `at` the words of `phrase` take, in any case of English
 * letters and with a line break or a hyphen for any space; 0 if they do not
 * stand there as whole words.  `phrase` is folded.
 */
size_t phrase_length(struct str text, size_t at, struct str phrase);

#endif
