/* SPDX-License-Identifier: MIT */
/*
 * The words of JSON as RFC 8259 has it and nothing more: strings, numbers,
 * spaces, for the two readers of this room: json.c makes trees, json_scan.c
 * goes through texts that are too long for one.
 */
#ifndef LINTEL_FORMATS_JSON_TEXT_H
#define LINTEL_FORMATS_JSON_TEXT_H

#include "base/buf.h"
#include "base/place.h"

struct json_text {
	struct str text;
	size_t at;
	/* From 1. */
	uint32_t line;
	size_t line_begin;
	/* What is wrong and where, once a function here was false. */
	size_t bad_at;
	const char *problem;
	struct str remedy;
};

/* Begins to read; a byte order mark is passed over. */
void json_text_init(struct json_text *json, struct str text);

/* Notes what is wrong; always false. */
bool json_fail(struct json_text *json, size_t at, struct str remedy, const char *problem);

/* Where `at`, which is in the present line, stands. */
struct place json_place(const struct json_text *json, struct str path, size_t at, size_t width);

/* The next character, or 0 at the end; a NUL in the text is refused with any other stray. */
static inline char json_peek(const struct json_text *json)
{
	return json->at < json->text.len ? json->text.p[json->at] : '\0';
}

void json_spaces(struct json_text *json);

/*
 * Reads a string from its opening quote on.  The value lies in the text itself
 * or, where there are escapes, in `unescaped`, up to its next use.
 */
NODISCARD bool json_string(struct json_text *json, struct buf *unescaped, struct str *value);

/* The longest run that a bare word or number could be; moves nothing. */
struct str json_word(const struct json_text *json);

/* Whether all of `word` is a number. */
bool json_is_number(struct str word);

/* Where the whole text stops being UTF-8 is what is wrong; before anything was read. */
NODISCARD bool json_encoding(struct json_text *json);

#endif
