/* SPDX-License-Identifier: MIT */
/*
 * YAML, by libyaml's events.  What configuration does not need and hostile files
 * like (other tags, merge keys, keys that are no text, several documents) is
 * refused; aliases are shared, not copied, and counted as what they stand for.
 *
 * Read it bottom-up: places, tags and aliases, then events, then errors.
 */
#include "formats/tree.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"

#include <assert.h>

#include <yaml.h>

#define BYTE_ORDER_MARK STR("\xef\xbb\xbf")

/* Where a mark of libyaml, which counts characters, lies in the bytes of the text. */
struct cursor {
	size_t characters;
	size_t byte;
	uint32_t line;
	size_t line_begin;
};

struct yaml {
	struct tree *tree;
	/* Without its byte order mark. */
	struct str text;
	struct cursor cursor;
	/* The anchor of each open level, or an empty text. */
	VEC(struct str) open_anchors;
	/* From the name of an anchor to its tree_part. */
	struct map *anchors;
	bool has_document;
};

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static void cursor_advance(struct cursor *cursor, struct str text)
{
	if (text.p[cursor->byte] == '\n') {
		cursor->line++;
		cursor->line_begin = cursor->byte + 1;
	}
	do {
		cursor->byte++;
	} while (cursor->byte < text.len && is_continuation(text.p[cursor->byte]));
	cursor->characters++;
}

static void cursor_retreat(struct cursor *cursor, struct str text)
{
	do {
		cursor->byte--;
	} while (is_continuation(text.p[cursor->byte]));
	cursor->characters--;
	if (text.p[cursor->byte] == '\n') {
		size_t before = str_find_last(str_slice(text, 0, cursor->byte), '\n');
		cursor->line--;
		cursor->line_begin = before < cursor->byte ? before + 1 : 0;
	}
}

/* Marks come in order, or nearly so, which keeps this linear over a whole file. */
static void cursor_move(struct cursor *cursor, struct str text, size_t characters)
{
	while (cursor->characters < characters && cursor->byte < text.len) {
		cursor_advance(cursor, text);
	}
	while (cursor->characters > characters && cursor->byte > 0) {
		cursor_retreat(cursor, text);
	}
}

static struct place place_of(struct yaml *yaml, yaml_mark_t begin, yaml_mark_t end)
{
	cursor_move(&yaml->cursor, yaml->text, begin.index);
	struct cursor from = yaml->cursor;
	struct cursor to = from;
	/* A caret stays in its line. */
	while (to.characters < end.index && to.byte < yaml->text.len
			&& yaml->text.p[to.byte] != '\n' && yaml->text.p[to.byte] != '\r') {
		cursor_advance(&to, yaml->text);
	}
	return (struct place){
		.path = yaml->tree->path,
		.line = from.line,
		.column = (uint32_t)(from.byte - from.line_begin) + 1,
		.width = (uint32_t)(to.byte - from.byte),
	};
}

static struct place event_place(struct yaml *yaml, const yaml_event_t *event)
{
	return place_of(yaml, event->start_mark, event->end_mark);
}

static struct place point_place(struct yaml *yaml, yaml_mark_t mark)
{
	return place_of(yaml, mark, mark);
}

static bool fail(struct yaml *yaml, struct place place, struct str remedy, const char *problem)
{
	return problem_add(yaml->tree->problems, place, remedy, "%s", problem);
}

/* Which of the core tags a tag is: "str", "int", "seq"; empty without one, NULL if another. */
static const char *tag_word(const yaml_char_t *tag)
{
	static const char prefix[] = "tag:yaml.org,2002:";
	static const char *const words[] = { "str", "int", "float", "bool", "null", "seq", "map" };
	if (!tag || strcmp((const char *)tag, "!") == 0) {
		return tag ? "str" : "";
	}
	if (strncmp((const char *)tag, prefix, sizeof(prefix) - 1) != 0) {
		return NULL;
	}
	const char *rest = (const char *)tag + sizeof(prefix) - 1;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (strcmp(rest, words[i]) == 0) {
			return words[i];
		}
	}
	return NULL;
}

static bool tag_fails(struct yaml *yaml, struct place place, const yaml_char_t *tag)
{
	return problem_add(yaml->tree->problems, place, STR("leave the tag out"),
			"tag '%s' does not belong here", (const char *)tag);
}

/* "!!seq" before a list is allowed, nothing else is. */
static bool tag_check(struct yaml *yaml, const yaml_event_t *event, const yaml_char_t *tag,
		const char *allowed)
{
	const char *word = tag_word(tag);
	if (!tag || (word && strcmp(word, allowed) == 0)) {
		return true;
	}
	return tag_fails(yaml, event_place(yaml, event), tag);
}

static bool is_null_word(struct str text)
{
	static const struct str words[] = {
		STR_INIT(""),
		STR_INIT("~"),
		STR_INIT("null"),
		STR_INIT("Null"),
		STR_INIT("NULL"),
	};
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (str_eq(text, words[i])) {
			return true;
		}
	}
	return false;
}

static struct str name_of(const yaml_char_t *name)
{
	return str_of((const char *)name);
}

/* Remembers what was finished last, in place of an older one of this name. */
static void anchor_put(struct yaml *yaml, struct str name)
{
	if (name.len) {
		struct arena *scratch = yaml->tree->scratch;
		map_put(yaml->anchors, name, NULL)->ptr =
				arena_copy(scratch, &yaml->tree->last, sizeof(yaml->tree->last));
	}
}

static bool key_event(struct yaml *yaml, const yaml_event_t *event)
{
	struct place place = event_place(yaml, event);
	struct str key = { (const char *)event->data.scalar.value, event->data.scalar.length };
	bool is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (event->data.scalar.tag) {
		return tag_fails(yaml, place, event->data.scalar.tag);
	}
	if (is_plain && str_eq(key, STR("<<"))) {
		return fail(yaml, place, STR("write the keys out"), "merge keys are not supported");
	}
	if (memchr(key.p, '\0', key.len)) {
		return fail(yaml, place, STR(""), "text cannot hold a NUL");
	}
	tree_key(yaml->tree, str_dup(yaml->tree->arena, key), place);
	return true;
}

static bool scalar_event(struct yaml *yaml, const yaml_event_t *event)
{
	if (tree_wants_key(yaml->tree)) {
		return key_event(yaml, event);
	}
	struct str text = { (const char *)event->data.scalar.value, event->data.scalar.length };
	const char *tag = tag_word(event->data.scalar.tag);
	struct node node = {
		.kind = NODE_SCALAR,
		.place = event_place(yaml, event),
		.is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE,
	};
	if (!tag || strcmp(tag, "seq") == 0 || strcmp(tag, "map") == 0) {
		return tag_fails(yaml, node.place, event->data.scalar.tag);
	}
	if (memchr(text.p, '\0', text.len)) {
		return fail(yaml, node.place, STR(""), "text cannot hold a NUL");
	}
	if (*tag) {
		node.is_quoted = strcmp(tag, "str") == 0;
	}
	if (!node.is_quoted && is_null_word(text)) {
		node.kind = NODE_NULL;
	} else {
		node.text = str_dup(yaml->tree->arena, text);
	}
	if (!tree_scalar(yaml->tree, node)) {
		return false;
	}
	anchor_put(yaml, name_of(event->data.scalar.anchor));
	return true;
}

static bool open_event(struct yaml *yaml, const yaml_event_t *event, enum node_kind kind,
		const yaml_char_t *anchor)
{
	struct place place = point_place(yaml, event->start_mark);
	if (tree_wants_key(yaml->tree)) {
		return fail(yaml, place, STR("quote it if it is meant as text"),
				"a key must be text, not a list or a map");
	}
	*vec_add(&yaml->open_anchors, yaml->tree->scratch) =
			str_dup(yaml->tree->scratch, name_of(anchor));
	return tree_open(yaml->tree, kind, place);
}

static bool close_event(struct yaml *yaml)
{
	assert(yaml->open_anchors.p && yaml->open_anchors.len);
	struct str anchor = yaml->open_anchors.p[--yaml->open_anchors.len];
	if (!tree_close(yaml->tree)) {
		return false;
	}
	anchor_put(yaml, anchor);
	return true;
}

static bool alias_event(struct yaml *yaml, const yaml_event_t *event)
{
	struct place place = event_place(yaml, event);
	struct str name = name_of(event->data.alias.anchor);
	const struct tree_part *part = map_ptr(yaml->anchors, name);
	if (tree_wants_key(yaml->tree)) {
		return fail(yaml, place, STR("write the key out"), "a key cannot be an alias");
	}
	if (!part) {
		return problem_add(yaml->tree->problems, place,
				STR("quote text that begins with '*'"),
				"alias '*" STR_FMT "' stands for nothing before it", STR_ARG(name));
	}
	return tree_again(yaml->tree, *part, place);
}

static bool document_event(struct yaml *yaml, const yaml_event_t *event)
{
	if (yaml->has_document) {
		return fail(yaml, event_place(yaml, event), STR("one document is a whole file"),
				"a second document begins here");
	}
	yaml->has_document = true;
	return true;
}

static bool event_read(struct yaml *yaml, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return document_event(yaml, event);
	case YAML_SCALAR_EVENT:
		return scalar_event(yaml, event);
	case YAML_ALIAS_EVENT:
		return alias_event(yaml, event);
	case YAML_SEQUENCE_START_EVENT:
		return tag_check(yaml, event, event->data.sequence_start.tag, "seq")
		       && open_event(yaml, event, NODE_LIST, event->data.sequence_start.anchor);
	case YAML_MAPPING_START_EVENT:
		return tag_check(yaml, event, event->data.mapping_start.tag, "map")
		       && open_event(yaml, event, NODE_MAP, event->data.mapping_start.anchor);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_event(yaml);
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return true;
	}
	return true;
}

/* What libyaml says and what helps; the first that its words begin with. */
static const struct hint {
	const char *problem;
	struct str remedy;
} hints[] = {
	{ "found character that cannot start any token",
			STR_INIT("indent with spaces; quote text that begins with one of * & ! % @ ` { [") },
	{ "found a tab character", STR_INIT("indent with spaces") },
	{ "did not find expected alphabetic or numeric character",
			STR_INIT("quote text that begins with '*' or '&'") },
	{ "mapping values are not allowed",
			STR_INIT("is a line above indented wrongly? quote text that holds ': '") },
	{ "did not find expected key", STR_INIT("keys of one map are indented alike") },
	{ "did not find expected '-'", STR_INIT("items of one list are indented alike") },
	{ "did not find expected ',' or",
			STR_INIT("close the bracket, or separate items with ','") },
	{ "did not find expected <document start>", STR_INIT("one value is a whole file") },
	{ "could not find expected ':'", STR_INIT("write 'key: value', with a space after ':'") },
	{ "found unexpected end of stream", STR_INIT("is a quote not closed?") },
	{ "found unknown escape character",
			STR_INIT("write \\\\ for a backslash, or use single quotes") },
};

static struct str remedy_of(const char *problem)
{
	for (size_t i = 0; i < COUNT_OF(hints); i++) {
		if (strncmp(problem, hints[i].problem, strlen(hints[i].problem)) == 0) {
			return hints[i].remedy;
		}
	}
	return STR("");
}

/* The reader names a byte, everything behind it a mark. */
static bool parser_fails(struct yaml *yaml, const yaml_parser_t *parser)
{
	const char *problem = parser->problem ? parser->problem : "this is no YAML";
	const char *context = parser->context ? parser->context : "";
	if (parser->error == YAML_MEMORY_ERROR) {
		die_oom();
	}
	if (parser->error == YAML_READER_ERROR) {
		struct cursor at = { .line = 1 };
		while (at.byte < parser->problem_offset && at.byte < yaml->text.len) {
			cursor_advance(&at, yaml->text);
		}
		struct place place = {
			.path = yaml->tree->path,
			.line = at.line,
			.column = (uint32_t)(at.byte - at.line_begin) + 1,
		};
		return fail(yaml, place, STR("write it as an escape in double quotes"), problem);
	}
	struct place place = point_place(yaml, parser->problem_mark);
	return problem_add(yaml->tree->problems, place, remedy_of(problem), "%s%s%s", problem,
			*context ? ", " : "", context);
}

static bool encoding_check(struct yaml *yaml)
{
	size_t valid = utf8_valid(yaml->text);
	if (valid == yaml->text.len) {
		return true;
	}
	struct cursor at = { .line = 1 };
	while (at.byte < valid) {
		cursor_advance(&at, yaml->text);
	}
	struct place place = {
		.path = yaml->tree->path,
		.line = at.line,
		.column = (uint32_t)(valid - at.line_begin) + 1,
	};
	return fail(yaml, place, STR("save the file as UTF-8"), "a byte that is no UTF-8");
}

static bool events_read(struct yaml *yaml)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool ok = true;
	bool is_end = false;

	if (!yaml_parser_initialize(&parser)) {
		die_oom();
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml->text.p, yaml->text.len);
	while (ok && !is_end) {
		if (!yaml_parser_parse(&parser, &event)) {
			ok = parser_fails(yaml, &parser);
			break;
		}
		is_end = event.type == YAML_STREAM_END_EVENT;
		ok = event_read(yaml, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return ok;
}

bool node_read_yaml(struct node *root, struct arena *arena, struct str path, struct str text,
		const struct node_limits *limits, struct problems *problems)
{
	struct tree tree;
	tree_init(&tree, arena, path, limits, problems);
	struct yaml yaml = {
		.tree = &tree,
		.text = text.p ? text : STR(""),
		.cursor = { .line = 1 },
		.anchors = map_create(tree.scratch),
	};
	if (str_starts(yaml.text, BYTE_ORDER_MARK)) {
		yaml.text = str_from(yaml.text, BYTE_ORDER_MARK.len);
	}
	*root = (struct node){ .place = { .path = tree.path, .line = 1, .column = 1 } };
	bool ok = tree_begin(&tree, text) && encoding_check(&yaml) && events_read(&yaml)
		  && !tree.is_bad;
	if (ok && tree.has_root) {
		*root = tree.last.node;
	}
	tree_finish(&tree);
	return ok;
}
