/* SPDX-License-Identifier: MIT */
/*
 * JSON as RFC 8259 has it and nothing more: no comments, no commas at the end.
 * A reader of our own because places matter here and the grammar is small.
 *
 * Read it bottom-up: a cursor over the text, then strings and numbers, then the
 * loop over values.
 */
#include "formats/tree.h"

#include "base/arena.h"
#include "base/utf8.h"

struct json {
	struct tree *tree;
	struct str text;
	size_t at;
	uint32_t line;
	size_t line_begin;
	/* The text of the string being read, where it has escapes. */
	struct buf unescaped;
};

static struct place place_at(const struct json *json, size_t at, size_t width)
{
	return (struct place){
		.path = json->tree->path,
		.line = json->line,
		.column = (uint32_t)(at - json->line_begin) + 1,
		.width = (uint32_t)width,
	};
}

static bool fail(struct json *json, size_t at, struct str remedy, const char *problem)
{
	return problem_add(json->tree->problems, place_at(json, at, 1), remedy, "%s", problem);
}

/* The next character, or 0 at the end; a NUL in the text is refused with any other stray. */
static char peek(const struct json *json)
{
	return json->at < json->text.len ? json->text.p[json->at] : '\0';
}

static void space_skip(struct json *json)
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
static bool code_unit(const struct json *json, size_t at, uint32_t *unit)
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
static bool unicode_escape(struct json *json)
{
	uint32_t unit;
	uint32_t low;
	size_t begin = json->at - 2;
	if (!code_unit(json, json->at, &unit)) {
		return fail(json, begin, STR("four hexadecimal digits follow \\u"),
				"this is no character");
	}
	json->at += 4;
	if (is_surrogate(unit, 0xd800) && str_starts(str_from(json->text, json->at), STR("\\u"))
			&& code_unit(json, json->at + 2, &low) && is_surrogate(low, 0xdc00)) {
		json->at += 6;
		unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	}
	if (is_surrogate(unit, 0xd800) || is_surrogate(unit, 0xdc00)) {
		return fail(json, begin, STR(""), "this is half of a pair of surrogates");
	}
	if (unit == 0) {
		return fail(json, begin, STR(""), "text cannot hold a NUL");
	}
	utf8_add(&json->unescaped, unit);
	return true;
}

static bool escape_read(struct json *json)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	char c = json->at + 1 < json->text.len ? json->text.p[json->at + 1] : '\0';
	const char *letter = c ? strchr(letters, c) : NULL;
	json->at += 2;
	if (c == 'u') {
		return unicode_escape(json);
	}
	if (!letter) {
		return fail(json, json->at - 2, STR("write \\\\ for a backslash"),
				"JSON knows no such escape");
	}
	buf_add_char(&json->unescaped, meanings[letter - letters]);
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

/* Reads a string from its opening quote on. */
static bool string_read(struct json *json, struct str *value, struct place *place)
{
	size_t begin = json->at++;
	buf_clear(&json->unescaped);
	for (;;) {
		size_t end = plain_end(json->text, json->at);
		struct str plain = str_slice(json->text, json->at, end);
		json->at = end;
		if (peek(json) == '"' && json->unescaped.len == 0) {
			*value = str_dup(json->tree->arena, plain);
			break;
		}
		buf_add(&json->unescaped, plain);
		if (peek(json) == '"') {
			*value = str_dup(json->tree->arena, buf_str(&json->unescaped));
			break;
		}
		if (json->at == json->text.len) {
			return fail(json, begin, STR("end it with '\"'"), "this string has no end");
		}
		if (peek(json) != '\\') {
			return fail(json, json->at, STR("write it as an escape: \\n, \\t"),
					"a string cannot hold a line end or control character");
		}
		if (!escape_read(json)) {
			return false;
		}
	}
	json->at++;
	*place = place_at(json, begin, json->at - begin);
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

/* The longest run that a bare word or number could be. */
static struct str word_at(const struct json *json)
{
	size_t end = json->at;
	while (end < json->text.len && !strchr(" \t\r\n,:[]{}\"", json->text.p[end])) {
		end++;
	}
	return str_slice(json->text, json->at, end);
}

static bool word_read(struct json *json)
{
	struct str word = word_at(json);
	struct node node = {
		.kind = NODE_SCALAR,
		.place = place_at(json, json->at, word.len),
	};
	if (str_eq(word, STR("null"))) {
		node.kind = NODE_NULL;
	} else if (str_eq(word, STR("true")) || str_eq(word, STR("false"))
			|| (word.len && number_len(word) == word.len)) {
		node.text = str_dup(json->tree->arena, word);
	} else {
		return fail(json, json->at,
				STR("a value is \"text\", a number, true, false, null, [ or {"),
				json->at < json->text.len ? "this is no JSON value"
							  : "the file ends where a value is due");
	}
	json->at += word.len;
	return tree_scalar(json->tree, node);
}

/* Reads a key and its colon. */
static bool key_read(struct json *json)
{
	struct str key = STR("");
	struct place place = { 0 };
	if (peek(json) != '"') {
		return fail(json, json->at, STR("a key stands in double quotes"), "no key here");
	}
	if (!string_read(json, &key, &place)) {
		return false;
	}
	tree_key(json->tree, key, place);
	space_skip(json);
	if (peek(json) != ':') {
		return fail(json, json->at, STR("a ':' stands between key and value"),
				"no ':' after the key");
	}
	json->at++;
	space_skip(json);
	return true;
}

/* Reads a whole scalar, or the beginning of a list or map. */
static bool value_read(struct json *json)
{
	struct node node = { .kind = NODE_SCALAR, .is_quoted = true };
	switch (peek(json)) {
	case '"':
		return string_read(json, &node.text, &node.place) && tree_scalar(json->tree, node);
	case '[':
	case '{': {
		bool is_map = peek(json) == '{';
		struct place place = place_at(json, json->at, 1);
		json->at++;
		return tree_open(json->tree, is_map ? NODE_MAP : NODE_LIST, place);
	}
	default:
		return word_read(json);
	}
}

static bool is_open(const struct json *json)
{
	return json->tree->levels.len > 0;
}

static char closing(const struct json *json)
{
	const struct tree_level *level = &json->tree->levels.p[json->tree->levels.len - 1];
	return level->part.node.kind == NODE_MAP ? '}' : ']';
}

/* Closes what ends here, up to the next item's comma. */
static bool ends_read(struct json *json, bool is_after_value)
{
	space_skip(json);
	while (is_open(json) && peek(json) == closing(json)) {
		json->at++;
		if (!tree_close(json->tree)) {
			return false;
		}
		is_after_value = true;
		space_skip(json);
	}
	if (!is_open(json) || !is_after_value) {
		return true;
	}
	if (peek(json) != ',') {
		bool is_map = closing(json) == '}';
		return fail(json, json->at,
				is_map ? STR("write ',' or '}'") : STR("write ',' or ']'"),
				json->at < json->text.len ? "no ',' between items"
				: is_map                  ? "the file ends inside a map"
							  : "the file ends inside a list");
	}
	json->at++;
	space_skip(json);
	if (peek(json) == closing(json)) {
		return fail(json, json->at, STR("take the ',' away"),
				"a ',' without an item after it");
	}
	return true;
}

static bool document_read(struct json *json)
{
	if (str_starts(json->text, STR("\xef\xbb\xbf"))) {
		json->at = 3;
		json->line_begin = 3;
	}
	space_skip(json);
	do {
		if (tree_wants_key(json->tree) && !key_read(json)) {
			return false;
		}
		size_t levels = json->tree->levels.len;
		if (!value_read(json) || !ends_read(json, json->tree->levels.len == levels)) {
			return false;
		}
	} while (is_open(json));
	if (json->at < json->text.len) {
		return fail(json, json->at, STR("one value is a whole file"),
				"more text after the end");
	}
	return true;
}

/* Where the text stops being UTF-8, found by lines as everything else. */
static bool encoding_check(struct json *json)
{
	size_t valid = utf8_valid(json->text);
	if (valid == json->text.len) {
		return true;
	}
	struct json at = *json;
	for (size_t i = 0; i < valid; i++) {
		if (at.text.p[i] == '\n') {
			at.line++;
			at.line_begin = i + 1;
		}
	}
	return fail(&at, valid, STR("save the file as UTF-8"), "a byte that is no UTF-8");
}

static bool json_read(struct tree *tree, struct str text)
{
	struct json json = { .tree = tree, .text = text, .line = 1 };
	bool ok = tree_begin(tree, text) && encoding_check(&json) && document_read(&json)
		  && !tree->is_bad;
	buf_finish(&json.unescaped);
	return ok;
}

bool node_read_json(struct node *root, struct arena *arena, struct str path, struct str text,
		const struct node_limits *limits, struct problems *problems)
{
	struct tree tree;
	tree_init(&tree, arena, path, limits, problems);
	bool ok = json_read(&tree, text);
	*root = ok ? tree.last.node : (struct node){ .place = { .path = tree.path } };
	tree_finish(&tree);
	return ok;
}

bool node_each_json(struct str path, struct str text, const struct node_limits *limits,
		node_item_fn *fn, void *ctx, struct problems *problems)
{
	struct tree tree;
	struct arena *items = arena_create();
	tree_init(&tree, items, path, limits, problems);
	/* The arena is emptied after each item, and the path is not to go with it. */
	tree.path = path;
	tree.each = fn;
	tree.each_ctx = ctx;
	bool ok = json_read(&tree, text);
	if (ok && tree.last.node.kind != NODE_LIST) {
		ok = problem_add(problems, tree.last.node.place, STR("write it as [ … ]"),
				"this must be a list, not %s", node_kind_name(&tree.last.node));
	}
	tree_finish(&tree);
	arena_destroy(items);
	return ok;
}
