/* SPDX-License-Identifier: MIT */
#include "formats/json_scan.h"

void json_scan_init(struct json_scan *scan, struct str text, struct buf *unescaped)
{
	*scan = (struct json_scan){ .unescaped = unescaped };
	json_text_init(&scan->text, text);
}

static bool is_map(const struct json_scan *scan)
{
	unsigned level = scan->depth - 1;
	return scan->maps[level / 64] >> (level % 64) & 1;
}

static char closing(const struct json_scan *scan)
{
	return is_map(scan) ? '}' : ']';
}

static enum json_token bad(struct json_scan *scan, struct str remedy, const char *problem)
{
	(void)json_fail(&scan->text, scan->text.at, remedy, problem);
	return JSON_BAD;
}

static enum json_token level_open(struct json_scan *scan, bool is_a_map)
{
	if (scan->depth == JSON_SCAN_DEPTH) {
		return bad(scan, STR("write it flatter"), "too many lists and maps in one another");
	}
	uint64_t bit = (uint64_t)1 << (scan->depth % 64);
	uint64_t *maps = &scan->maps[scan->depth / 64];
	*maps = is_a_map ? *maps | bit : *maps & ~bit;
	scan->depth++;
	scan->text.at++;
	scan->due = JSON_DUE_FIRST;
	return is_a_map ? JSON_MAP : JSON_LIST;
}

static enum json_token level_close(struct json_scan *scan)
{
	scan->depth--;
	scan->text.at++;
	scan->due = JSON_DUE_NEXT;
	return JSON_CLOSE;
}

static enum json_token string_read(struct json_scan *scan, enum json_token token)
{
	scan->due = token == JSON_KEY ? JSON_DUE_COLON : JSON_DUE_NEXT;
	return json_string(&scan->text, scan->unescaped, &scan->value) ? token : JSON_BAD;
}

static enum json_token key_read(struct json_scan *scan)
{
	if (json_peek(&scan->text) != '"') {
		return bad(scan, STR("a key stands in double quotes"), "no key here");
	}
	return string_read(scan, JSON_KEY);
}

static enum json_token word_read(struct json_scan *scan)
{
	struct str word = json_word(&scan->text);
	bool is_number = json_is_number(word);
	if (!is_number && !str_eq(word, STR("null")) && !str_eq(word, STR("true"))
			&& !str_eq(word, STR("false"))) {
		return bad(scan, STR("a value is \"text\", a number, true, false, null, [ or {"),
				scan->text.at < scan->text.text.len
						? "this is no JSON value"
						: "the file ends where a value is due");
	}
	scan->value = word;
	scan->text.at += word.len;
	scan->due = JSON_DUE_NEXT;
	return is_number ? JSON_NUMBER : JSON_WORD;
}

static enum json_token value_read(struct json_scan *scan)
{
	char c = json_peek(&scan->text);
	if (c == '"') {
		return string_read(scan, JSON_STRING);
	}
	return c == '{' || c == '[' ? level_open(scan, c == '{') : word_read(scan);
}

/* A key or a value, whatever the innermost level is made of. */
static enum json_token item_read(struct json_scan *scan)
{
	return scan->depth && is_map(scan) ? key_read(scan) : value_read(scan);
}

/* What follows a value: a comma and an item, or an end. */
static enum json_token next_read(struct json_scan *scan)
{
	struct json_text *text = &scan->text;
	if (scan->depth == 0) {
		return text->at == text->text.len ? JSON_DONE
						  : bad(scan, STR("one value is a whole file"),
								    "more text after the end");
	}
	if (json_peek(text) == closing(scan)) {
		return level_close(scan);
	}
	if (json_peek(text) != ',') {
		return bad(scan, is_map(scan) ? STR("write ',' or '}'") : STR("write ',' or ']'"),
				text->at < text->text.len ? "no ',' between items"
				: is_map(scan)            ? "the file ends inside a map"
							  : "the file ends inside a list");
	}
	text->at++;
	json_spaces(text);
	if (json_peek(text) == closing(scan)) {
		return bad(scan, STR("take the ',' away"), "a ',' without an item after it");
	}
	scan->begin = text->at;
	return item_read(scan);
}

static enum json_token colon_read(struct json_scan *scan)
{
	struct json_text *text = &scan->text;
	if (json_peek(text) != ':') {
		return bad(scan, STR("a ':' stands between key and value"), "no ':' after the key");
	}
	text->at++;
	json_spaces(text);
	scan->begin = text->at;
	return value_read(scan);
}

static enum json_token token_read(struct json_scan *scan)
{
	json_spaces(&scan->text);
	scan->begin = scan->text.at;
	switch (scan->due) {
	case JSON_DUE_VALUE:
		return value_read(scan);
	case JSON_DUE_FIRST:
		return json_peek(&scan->text) == closing(scan) ? level_close(scan)
							       : item_read(scan);
	case JSON_DUE_COLON:
		return colon_read(scan);
	case JSON_DUE_NEXT:
		return next_read(scan);
	}
	return JSON_BAD;
}

enum json_token json_next(struct json_scan *scan)
{
	scan->token = token_read(scan);
	return scan->token;
}

bool json_skip(struct json_scan *scan)
{
	if (scan->token == JSON_KEY) {
		json_next(scan);
	}
	if (scan->token != JSON_MAP && scan->token != JSON_LIST) {
		return scan->token != JSON_BAD;
	}
	unsigned depth = scan->depth;
	while (scan->depth >= depth) {
		if (json_next(scan) == JSON_BAD) {
			return false;
		}
	}
	return true;
}
