/* SPDX-License-Identifier: MIT */
#include "sources/decisions/front.h"

#include "base/arena.h"
#include "base/problem.h"
#include "formats/node.h"
#include "sources/decisions/entry.h"
#include "sources/decisions/header.h"
#include "sources/decisions/settled.h"
#include "sources/decisions/trigger.h"

#define FRONT_LINES_MAX ((uint32_t)2000)

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/*
 * `text`, which was decoded from `place`, as it stands in the file: the same but
 * for line breaks and indentation.  A text with escapes is its decoded copy.
 */
static struct str raw_at(const struct record *record, struct str text, const struct place *place,
		bool is_quoted)
{
	struct str line = record_line(record, place->line);
	size_t column = place->column ? place->column - 1 : 0;
	if (column >= line.len) {
		return text;
	}
	const char *begin = line.p + column;
	const char *end = record->text.p + record->text.len;
	begin += is_quoted && (*begin == '"' || *begin == '\'') ? 1 : 0;
	const char *at = begin;
	for (size_t i = 0; i < text.len;) {
		if (is_space(text.p[i]) && at < end && is_space(*at)) {
			while (i < text.len && is_space(text.p[i])) {
				i++;
			}
			while (at < end && is_space(*at)) {
				at++;
			}
		} else if (at < end && *at == text.p[i]) {
			i++;
			at++;
		} else {
			return text;
		}
	}
	return (struct str){ begin, (size_t)(at - begin) };
}

static struct str scalar_raw(const struct record *record, const struct node *node)
{
	return raw_at(record, node->text, &node->place, node->is_quoted);
}

/* `raw` is decoded from `at`. */
static void value_take(
		struct record *record, enum key_kind key, struct str raw, const struct place *at)
{
	struct place place = record_place(record, raw);
	const struct entry entry = {
		.key = key,
		.where = WHERE_FRONT_MATTER,
		.value = raw,
		.place = place.line ? place : *at,
	};
	entry_take(record, &entry);
}

static void scalar_take(struct record *record, enum key_kind key, const struct node *node)
{
	if (node->kind == NODE_SCALAR) {
		value_take(record, key, scalar_raw(record, node), &node->place);
	}
}

static struct str child_raw(const struct record *record, const struct node *map, const char *key)
{
	const struct node *node = node_find(map, str_of(key));
	return node && node->kind == NODE_SCALAR ? scalar_raw(record, node) : STR("");
}

/* `- { id: slo, condition: …, owner: … }`, or `- slo: …`, which YAML takes for a map. */
static void trigger_map(struct record *record, const struct node *map)
{
	struct str condition = child_raw(record, map, "condition");
	condition = condition.len ? condition : child_raw(record, map, "when");
	if (condition.len) {
		trigger_add_parts(record, child_raw(record, map, "id"), condition,
				child_raw(record, map, "owner"), map->place);
		return;
	}
	for (size_t i = 0; i < map->len; i++) {
		const struct node *item = &map->items[i];
		if (item->kind == NODE_SCALAR) {
			/* The owner may stand behind the condition. */
			struct str raw = scalar_raw(record, item);
			size_t before = record->decision->triggers.len;
			trigger_add(record, raw, item->place);
			if (record->decision->triggers.len > before) {
				struct decision_trigger *added =
						&record->decision->triggers.p[before];
				added->id = item->key;
				added->has_id = true;
			}
		}
	}
}

/* A path behind `affects:`, written as a map by some: { type: path, pattern: … }. */
static void map_take(struct record *record, enum key_kind key, const struct node *map)
{
	static const char *const names[] = { "pattern", "path", "id", "ref", "target", "adr" };
	if (key == KEY_TRIGGERS) {
		trigger_map(record, map);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const struct node *node = node_find(map, str_of(names[i]));
		if (node) {
			scalar_take(record, key, node);
			return;
		}
	}
	/* `status: { accepted }`: the braces of a template, which make a key of the value. */
	const struct node *only = map->items;
	if (map->len == 1 && only->kind == NODE_NULL) {
		value_take(record, key, raw_at(record, only->key, &only->key_place, false),
				&only->key_place);
	}
}

static void node_take(struct record *record, enum key_kind key, const struct node *node)
{
	if (node->kind == NODE_SCALAR) {
		scalar_take(record, key, node);
	} else if (node->kind == NODE_MAP) {
		map_take(record, key, node);
	}
	for (size_t i = 0; node->kind == NODE_LIST && i < node->len; i++) {
		if (node->items[i].kind == NODE_MAP) {
			map_take(record, key, &node->items[i]);
		} else {
			scalar_take(record, key, &node->items[i]);
		}
	}
}

/* Where the front matter ends, or 0 if there is none. */
static uint32_t front_end(const struct record *record)
{
	if (!str_eq(str_trim(record_line(record, 1)), STR("---"))) {
		return 0;
	}
	for (uint32_t n = 2; n <= record->line_count && n < FRONT_LINES_MAX; n++) {
		struct str line = record_line(record, n);
		bool is_mark = str_starts(line, STR("---")) || str_starts(line, STR("..."));
		if (is_mark && str_trim(line).len == 3) {
			return n;
		}
	}
	return 0;
}

static struct str quotes_off(struct str value)
{
	bool is_quoted = value.len > 1 && (value.p[0] == '"' || value.p[0] == '\'')
			 && value.p[value.len - 1] == value.p[0];
	return is_quoted ? str_slice(value, 1, value.len - 1) : value;
}

/* What is no YAML, line by line: keys with values, and the items below a key without one. */
static void lines_take(struct record *record, uint32_t end)
{
	struct entry entry = { .key = KEY_OTHER, .where = WHERE_FRONT_MATTER };
	for (uint32_t n = 2; n < end; n++) {
		struct str key;
		struct str value;
		struct str line = record_line(record, n);
		struct str text = str_trim(line);
		bool is_item = str_starts(text, STR("- "));
		bool is_key = !is_item && text.len && text.p == line.p && text.p[0] != '#'
			      && pair_split(record, line, &key, &value);
		if (is_key) {
			entry.key = words_key(record->words, record->arena, key);
		} else if (is_item) {
			value = str_trim(str_from(text, 2));
		} else {
			continue;
		}
		if (entry.key < KEYS && value.len) {
			entry.value = quotes_off(value);
			entry.place = record_place(record, entry.value);
			entry_take(record, &entry);
		}
	}
}

void front_read(struct record *record)
{
	static const struct node_limits limits = {
		.max_bytes = (size_t)256 * 1024, .max_depth = 32, .max_nodes = 20000, .option = ""
	};
	struct problems problems;
	struct node root;
	uint32_t end = front_end(record);
	if (end == 0) {
		return;
	}
	record->body = end + 1;
	problems_init(&problems, record->arena);
	struct str text = record_lines(record, 1, end - 1);
	bool is_read = node_read_yaml(
			&root, record->arena, record->decision->path, text, &limits, &problems);
	if (!is_read) {
		const struct problem *first = &problems.list.p[0];
		record_fault(record, first->place, "front-matter",
				"mend it, or put the text in quotes",
				"the front matter is not YAML: " STR_FMT, STR_ARG(first->text));
		lines_take(record, end);
		return;
	}
	for (size_t i = 0; root.kind == NODE_MAP && i < root.len; i++) {
		enum key_kind key = words_key(record->words, record->arena, root.items[i].key);
		if (key < KEYS) {
			uint32_t behind = i + 1 < root.len ? root.items[i + 1].key_place.line : end;
			settled_loosen(record, key, root.items[i].key_place.line, behind - 1);
			node_take(record, key, &root.items[i]);
		}
	}
}
