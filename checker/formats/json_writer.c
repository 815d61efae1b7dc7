/* SPDX-License-Identifier: MIT */
#include "formats/json_writer.h"

#include "base/utf8.h"

#include <math.h>

#define INDENT 2
/* Up to here every whole number is a double of its own. */
#define EXACT_MAX 9007199254740992.0

/* Not assert(): a report that is no JSON must not leave a release build either. */
static void require(bool is_so)
{
	if (!is_so) {
		abort();
	}
}

static void line_begin(struct json_writer *json)
{
	if (json->style == JSON_PRETTY) {
		buf_add_char(json->out, '\n');
		buf_add_repeat(json->out, ' ', (size_t)json->depth * INDENT);
	}
}

/* What comes before an item of the level: a comma, a line. */
static void item_begin(struct json_writer *json)
{
	if (json->has_items[json->depth]) {
		buf_add_char(json->out, ',');
	}
	json->has_items[json->depth] = true;
	line_begin(json);
}

static void value_begin(struct json_writer *json)
{
	if (json->after_key) {
		json->after_key = false;
		return;
	}
	if (json->depth == 0) {
		require(!json->has_items[0]);
		json->has_items[0] = true;
		return;
	}
	require(json->levels[json->depth] == '[');
	item_begin(json);
}

void json_begin(struct json_writer *json, struct buf *out, enum json_style style)
{
	*json = (struct json_writer){ .out = out, .style = style };
}

void json_finish(struct json_writer *json)
{
	require(json->depth == 0 && json->has_items[0]);
	if (json->style == JSON_PRETTY) {
		buf_add_char(json->out, '\n');
	}
}

static void level_open(struct json_writer *json, char bracket)
{
	value_begin(json);
	require(json->depth < JSON_DEPTH_MAX);
	json->depth++;
	json->levels[json->depth] = bracket;
	json->has_items[json->depth] = false;
	buf_add_char(json->out, bracket);
}

void json_object(struct json_writer *json)
{
	level_open(json, '{');
}

void json_array(struct json_writer *json)
{
	level_open(json, '[');
}

void json_end(struct json_writer *json)
{
	require(json->depth > 0 && !json->after_key);
	char bracket = json->levels[json->depth];
	bool has_items = json->has_items[json->depth];
	json->depth--;
	if (has_items) {
		line_begin(json);
	}
	buf_add_char(json->out, bracket == '{' ? '}' : ']');
}

/* The letter of a short escape, or 0. */
static char short_escape(uint32_t code)
{
	switch (code) {
	case '"':
	case '\\':
		return (char)code;
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	default:
		return 0;
	}
}

/*
 * JSON itself asks for the first 32 alone.  But reports are shown: what drives a
 * terminal or turns the text around it is escaped too, and so is the second of
 * two '#', because pipelines obey what follows "##" anywhere in a line.
 */
static bool is_escaped(const struct json_writer *json, uint32_t code, bool after_hash)
{
	bool is_markup = code == '<' || code == '>' || code == '&';
	return !utf8_is_shown(code) || (code == '#' && after_hash)
	       || (is_markup && json->style == JSON_IN_HTML);
}

static void escape(struct buf *out, uint32_t code)
{
	if (code > 0xffff) {
		code -= 0x10000;
		buf_fmt(out, "\\u%04x", (unsigned)(0xd800 | code >> 10));
		code = 0xdc00 | (code & 0x3ff);
	}
	buf_fmt(out, "\\u%04x", (unsigned)code);
}

static void quote(const struct json_writer *json, struct str text)
{
	struct buf *out = json->out;
	size_t at = 0;
	/* What needs no escape is copied in one piece. */
	size_t from = 0;
	bool after_hash = false;
	buf_add_char(out, '"');
	while (at < text.len) {
		size_t begin = at;
		uint32_t code = utf8_next(text, &at);
		char letter = short_escape(code);
		bool is_plain = !letter && !is_escaped(json, code, after_hash);
		after_hash = code == '#';
		if (is_plain) {
			continue;
		}
		buf_add(out, str_slice(text, from, begin));
		from = at;
		if (letter) {
			buf_add_char(out, '\\');
			buf_add_char(out, letter);
		} else if (code == UTF8_BAD) {
			buf_add_cstr(out, UTF8_REPLACEMENT);
		} else {
			escape(out, code);
		}
	}
	buf_add(out, str_from(text, from));
	buf_add_char(out, '"');
}

void json_key(struct json_writer *json, const char *key)
{
	json_key_str(json, str_of(key));
}

void json_key_str(struct json_writer *json, struct str key)
{
	require(json->depth > 0 && json->levels[json->depth] == '{' && !json->after_key);
	item_begin(json);
	quote(json, key);
	buf_add_cstr(json->out, json->style == JSON_PRETTY ? ": " : ":");
	json->after_key = true;
}

void json_str(struct json_writer *json, struct str text)
{
	value_begin(json);
	quote(json, text);
}

void json_cstr(struct json_writer *json, const char *text)
{
	json_str(json, str_of(text));
}

void json_num(struct json_writer *json, int64_t number)
{
	value_begin(json);
	buf_fmt(json->out, "%lld", (long long)number);
}

void json_real(struct json_writer *json, double number)
{
	char digits[48];
	if (!isfinite(number)) {
		json_null(json);
		return;
	}
	value_begin(json);
	if (number == trunc(number) && fabs(number) < EXACT_MAX) {
		buf_fmt(json->out, "%.0f", number);
		return;
	}
	for (int precision = 1; precision <= 17; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, number);
		if (strtod(digits, NULL) == number) {
			break;
		}
	}
	/* A caller's locale may have put a comma for the point. */
	for (char *digit = digits; *digit; digit++) {
		bool is_plain = (*digit >= '0' && *digit <= '9') || strchr("+-e.", *digit);
		*digit = is_plain ? *digit : '.';
	}
	buf_add_cstr(json->out, digits);
}

void json_bool(struct json_writer *json, bool truth)
{
	value_begin(json);
	buf_add_cstr(json->out, truth ? "true" : "false");
}

void json_null(struct json_writer *json)
{
	value_begin(json);
	buf_add_cstr(json->out, "null");
}

void json_member_str(struct json_writer *json, const char *key, struct str text)
{
	json_key(json, key);
	json_str(json, text);
}

void json_member_num(struct json_writer *json, const char *key, int64_t number)
{
	json_key(json, key);
	json_num(json, number);
}

void json_member_bool(struct json_writer *json, const char *key, bool truth)
{
	json_key(json, key);
	json_bool(json, truth);
}
