/* SPDX-License-Identifier: MIT */
/*
 * JSON token by token, for texts that are too long for a tree:
 *
 *	json_scan_init(&scan, text, &unescaped);
 *	while (json_next(&scan) > JSON_DONE) { … }
 *
 * Nothing is kept but where the reading is, so a copy of a scan comes back to
 * the same place later.  Repeated keys are not noticed.
 */
#ifndef LINTEL_FORMATS_JSON_SCAN_H
#define LINTEL_FORMATS_JSON_SCAN_H

#include "formats/json_text.h"

/* Lists and maps within one another. */
#define JSON_SCAN_DEPTH 1024

enum json_token {
	/* The text is no JSON: `text.problem` says why. */
	JSON_BAD,
	/* The end of the text. */
	JSON_DONE,
	/* A map or list begins, or the innermost one ends. */
	JSON_MAP,
	JSON_LIST,
	JSON_CLOSE,
	JSON_KEY,
	JSON_STRING,
	JSON_NUMBER,
	/* true, false, null. */
	JSON_WORD,
};

enum json_due {
	JSON_DUE_VALUE,
	/* After the beginning of a list or map, which may end at once. */
	JSON_DUE_FIRST,
	/* After a key. */
	JSON_DUE_COLON,
	/* After a value. */
	JSON_DUE_NEXT,
};

struct json_scan {
	struct json_text text;
	/* The text of a string that has escapes; copies of the scan share it. */
	struct buf *unescaped;
	enum json_token token;
	/* Of a key, string, number or word: good until the next token. */
	struct str value;
	/* Where the token begins; it ends at `text.at`. */
	size_t begin;
	enum json_due due;
	/* Lists and maps that are open, and which of them are maps, one bit each. */
	unsigned depth;
	uint64_t maps[JSON_SCAN_DEPTH / 64];
};

void json_scan_init(struct json_scan *scan, struct str text, struct buf *unescaped);

/* Reads the next token, which is also in `scan->token`. */
enum json_token json_next(struct json_scan *scan);

/* Goes to the end of the value whose first token was read last, or of a key's value. */
NODISCARD bool json_skip(struct json_scan *scan);

#endif
