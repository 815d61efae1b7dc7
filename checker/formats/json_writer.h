/* SPDX-License-Identifier: MIT */
/*
 * The one JSON writer.  Calls that would not give valid JSON are bugs and
 * abort; what is not UTF-8 is written as U+FFFD.
 *
 *	json_begin(&json, &out, JSON_PRETTY);
 *	json_object(&json);
 *	json_key(&json, "version");
 *	json_num(&json, 1);
 *	json_end(&json);
 *	json_finish(&json);
 */
#ifndef LINTEL_FORMATS_JSON_WRITER_H
#define LINTEL_FORMATS_JSON_WRITER_H

#include "base/buf.h"

#define JSON_DEPTH_MAX 32

enum json_style {
	JSON_COMPACT,
	/* Two spaces a level, one member a line. */
	JSON_PRETTY,
	/* Compact, and nothing in it ends or begins markup: for a script element. */
	JSON_IN_HTML,
};

struct json_writer {
	struct buf *out;
	enum json_style style;
	unsigned depth;
	/* A level is '{' or '['; level 0 is the document. */
	char levels[JSON_DEPTH_MAX + 1];
	bool has_items[JSON_DEPTH_MAX + 1];
	bool after_key;
};

void json_begin(struct json_writer *json, struct buf *out, enum json_style style);
/* Aborts if a level is still open; ends a pretty document with a newline. */
void json_finish(struct json_writer *json);

void json_object(struct json_writer *json);
void json_array(struct json_writer *json);
/* Closes the innermost level. */
void json_end(struct json_writer *json);

void json_key(struct json_writer *json, const char *key);
void json_key_str(struct json_writer *json, struct str key);

void json_str(struct json_writer *json, struct str text);
void json_cstr(struct json_writer *json, const char *text);
void json_num(struct json_writer *json, int64_t number);
/* The shortest form that reads back the same; NaN and infinities are null. */
void json_real(struct json_writer *json, double number);
void json_bool(struct json_writer *json, bool truth);
void json_null(struct json_writer *json);

/* A key and its value in one line. */
void json_member_str(struct json_writer *json, const char *key, struct str text);
void json_member_num(struct json_writer *json, const char *key, int64_t number);
void json_member_bool(struct json_writer *json, const char *key, bool truth);

#endif
