/* SPDX-License-Identifier: MIT */
#include "formats/json_text.h"

#include "base/utf8.h"

void json_text_init(struct json_text *json, struct str text)
{
	*json = (struct json_text){ .text = text, .line = 1 };
	if (str_starts(text, STR("\xef\xbb\xbf"))) {
		json->at = 3;
		json->line_begin = 3;
	}
}

bool json_fail(struct json_text *json, size_t at, struct str remedy, const char *problem)
{
	json->bad_at = at;
	json->remedy = remedy;
	json->problem = problem;
	return false;
}

struct place json_place(const struct json_text *json, struct str path, size_t at, size_t width)
{
	return (struct place){
		.path = path,
		.line = json->line,
		.column = (uint32_t)(at - json->line_begin) + 1,
		.width = (uint32_t)width,
	};
}

void json_spaces(struct json_text *json)
{
	while (json->at < json->text.len) {
		char c = json->text.p[json->at];
		if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
			return;
		}
		json->at++;
		if (c == '\n') {
			json->line++;
			json->line_begin = json->at;
		}
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
		return (c | 0x20) - 'a' + 10;
	}
	return -1;
}

/* Four hexadecimal digits at `at`. */
static bool code_unit(const struct json_text *json, size_t at, uint32_t *unit)
{
	*unit = 0;
	for (size_t i = 0; i < 4; i++) {
		int digit = at + i < json->text.len ? hex_digit(json->text.p[at + i]) : -1;
		if (digit < 0) {
			return false;
		}
		*unit = *unit << 4 | (uint32_t)digit;
	}
	return true;
}

static bool is_surrogate(uint32_t unit, uint32_t first)
{
	return unit >= first && unit < first + 0x400;
}

/* What follows "\u", from its digits on; a pair of surrogates is one character. */
static bool unicode_escape(struct json_text *json, struct buf *unescaped)
{
	uint32_t unit;
	uint32_t low;
	size_t begin = json->at - 2;
	if (!code_unit(json, json->at, &unit)) {
		return json_fail(json, begin, STR("four hexadecimal digits follow \\u"),
				"this is no character");
	}
	json->at += 4;
	if (is_surrogate(unit, 0xd800) && str_starts(str_from(json->text, json->at), STR("\\u"))
			&& code_unit(json, json->at + 2, &low) && is_surrogate(low, 0xdc00)) {
		json->at += 6;
		unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	}
	if (is_surrogate(unit, 0xd800) || is_surrogate(unit, 0xdc00)) {
		return json_fail(json, begin, STR(""), "this is half of a pair of surrogates");
	}
	if (unit == 0) {
		return json_fail(json, begin, STR(""), "text cannot hold a NUL");
	}
	utf8_add(unescaped, unit);
	return true;
}

static bool escape_read(struct json_text *json, struct buf *unescaped)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	char c = json->at + 1 < json->text.len ? json->text.p[json->at + 1] : '\0';
	const char *letter = c ? strchr(letters, c) : NULL;
	json->at += 2;
	if (c == 'u') {
		return unicode_escape(json, unescaped);
	}
	if (!letter) {
		return json_fail(json, json->at - 2, STR("write \\\\ for a backslash"),
				"JSON knows no such escape");
	}
	buf_add_char(unescaped, meanings[letter - letters]);
	return true;
}

/* How far the text goes on without quote, escape or control character. */
static size_t plain_end(struct str text, size_t at)
{
	while (at < text.len && (unsigned char)text.p[at] >= 0x20 && text.p[at] != '"'
			&& text.p[at] != '\\') {
		at++;
	}
	return at;
}

bool json_string(struct json_text *json, struct buf *unescaped, struct str *value)
{
	size_t begin = json->at++;
	bool has_escapes = false;
	buf_clear(unescaped);
	for (;;) {
		size_t end = plain_end(json->text, json->at);
		struct str plain = str_slice(json->text, json->at, end);
		json->at = end;
		if (json_peek(json) == '"' && !has_escapes) {
			*value = plain;
			break;
		}
		buf_add(unescaped, plain);
		if (json_peek(json) == '"') {
			*value = buf_str(unescaped);
			break;
		}
		if (json->at == json->text.len) {
			return json_fail(json, begin, STR("end it with '\"'"),
					"this string has no end");
		}
		if (json_peek(json) != '\\') {
			return json_fail(json, json->at, STR("write it as an escape: \\n, \\t"),
					"a string cannot hold a line end or control character");
		}
		has_escapes = true;
		if (!escape_read(json, unescaped)) {
			return false;
		}
	}
	json->at++;
	return true;
}

static size_t digits_end(struct str text, size_t at)
{
	while (at < text.len && text.p[at] >= '0' && text.p[at] <= '9') {
		at++;
	}
	return at;
}

/* The length of the number that `text` begins with, or 0. */
static size_t number_len(struct str text)
{
	size_t begin = text.len && text.p[0] == '-' ? 1 : 0;
	size_t at = digits_end(text, begin);
	if (at == begin || (text.p[begin] == '0' && at > begin + 1)) {
		return 0;
	}
	if (at < text.len && text.p[at] == '.') {
		size_t fraction = at + 1;
		at = digits_end(text, fraction);
		if (at == fraction) {
			return 0;
		}
	}
	if (at < text.len && (text.p[at] | 0x20) == 'e') {
		size_t exponent = at + 1;
		if (exponent < text.len && (text.p[exponent] == '+' || text.p[exponent] == '-')) {
			exponent++;
		}
		at = digits_end(text, exponent);
		if (at == exponent) {
			return 0;
		}
	}
	return at;
}

bool json_is_number(struct str word)
{
	return word.len > 0 && number_len(word) == word.len;
}

static bool is_word_end(char c)
{
	switch (c) {
	case ' ':
	case '\t':
	case '\r':
	case '\n':
	case ',':
	case ':':
	case '[':
	case ']':
	case '{':
	case '}':
	case '"':
	case '\0':
		return true;
	default:
		return false;
	}
}

struct str json_word(const struct json_text *json)
{
	size_t end = json->at;
	while (end < json->text.len && !is_word_end(json->text.p[end])) {
		end++;
	}
	return str_slice(json->text, json->at, end);
}

bool json_encoding(struct json_text *json)
{
	size_t valid = utf8_valid(json->text);
	if (valid == json->text.len) {
		return true;
	}
	for (size_t i = 0; i < valid; i++) {
		if (json->text.p[i] == '\n') {
			json->line++;
			json->line_begin = i + 1;
		}
	}
	return json_fail(json, valid, STR("save the file as UTF-8"), "a byte that is no UTF-8");
}
