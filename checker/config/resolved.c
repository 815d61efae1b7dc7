/* SPDX-License-Identifier: MIT */
#include "config/resolved.h"

#include "base/utf8.h"
#include "config/config.h"
#include "config/schema.h"

#define INDENT 2
/* Lists up to so many bytes stand in one line. */
#define LINE_MAX_BYTES 70

static bool is_letter(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Text that YAML 1.1 or 1.2 takes for something else. */
static bool is_word_of_yaml(struct str text)
{
	static const char *const words[] = { "null", "true", "false", "yes", "no", "on", "off", "y",
		"n" };
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		struct str word = str_of(words[i]);
		if (text.len == word.len && strncasecmp(text.p, word.p, word.len) == 0) {
			return true;
		}
	}
	return false;
}

static bool needs_quotes(struct str text, bool is_quoted)
{
	size_t begin = text.len > 1 && text.p[0] == '-' ? 1 : 0;
	if (text.len == begin) {
		return true;
	}
	for (size_t i = begin; i < text.len; i++) {
		char c = text.p[i];
		if (!is_letter(c) && !is_digit(c) && (i == begin || !strchr("./*+-", c))) {
			return true;
		}
	}
	/* What was quoted and could be a number or a truth value must stay quoted. */
	return (begin && !is_digit(text.p[1])) || (is_quoted && !is_letter(text.p[0]))
	       || (is_quoted && is_word_of_yaml(text));
}

/* In double quotes; what drives terminals or pipelines is an escape, as in the writers. */
static void quote(struct buf *out, struct str text)
{
	size_t at = 0;
	bool after_hash = false;
	buf_add_char(out, '"');
	while (at < text.len) {
		size_t begin = at;
		uint32_t code = utf8_next(text, &at);
		if (code == '"' || code == '\\') {
			buf_fmt(out, "\\%c", (char)code);
		} else if (code == '\n') {
			buf_add_cstr(out, "\\n");
		} else if (!utf8_is_shown(code) || (code == '#' && after_hash)) {
			buf_fmt(out, "\\U%08x", (unsigned)code);
		} else {
			buf_add(out, str_slice(text, begin, at));
		}
		after_hash = code == '#';
	}
	buf_add_char(out, '"');
}

static void text_add(struct buf *out, struct str text, bool is_quoted)
{
	if (needs_quotes(text, is_quoted)) {
		quote(out, text);
	} else {
		buf_add(out, text);
	}
}

static void scalar_add(struct buf *out, const struct node *node)
{
	if (node->kind == NODE_NULL) {
		buf_add_cstr(out, "null");
	} else {
		text_add(out, node->text, node->is_quoted);
	}
}

static void origin_add(struct buf *out, struct place place)
{
	buf_add_cstr(out, "  # ");
	bool is_pack = str_starts(place.path, STR("pack:"));
	if (is_pack) {
		buf_add_cstr(out, "pack:");
		place.path = str_from(place.path, 5);
	}
	text_add(out, place.path, false);
	buf_fmt(out, ":%u\n", place.line);
}

static bool fits_a_line(const struct node *node)
{
	size_t bytes = 0;
	for (size_t i = 0; i < node->len; i++) {
		const struct node *item = &node->items[i];
		bool is_scalar = item->kind == NODE_SCALAR || item->kind == NODE_NULL;
		bytes += item->text.len + 2;
		if (!is_scalar || bytes > LINE_MAX_BYTES) {
			return false;
		}
	}
	return true;
}

static void value_add(struct buf *out, const struct node *node, size_t indent);

/* The first line is begun already if `is_begun`. */
static void items_add(struct buf *out, const struct node *map, size_t indent, bool is_begun)
{
	for (size_t i = 0; i < map->len; i++) {
		buf_add_repeat(out, ' ', i == 0 && is_begun ? 0 : indent);
		text_add(out, map->items[i].key, true);
		buf_add_char(out, ':');
		value_add(out, &map->items[i], indent + INDENT);
	}
}

static void list_add(struct buf *out, const struct node *list, size_t indent)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct node *item = &list->items[i];
		buf_add_repeat(out, ' ', indent);
		buf_add_char(out, '-');
		if (item->kind == NODE_MAP && item->len) {
			buf_add_char(out, ' ');
			items_add(out, item, indent + INDENT, true);
		} else {
			value_add(out, item, indent + INDENT);
		}
	}
}

/* What follows "key:" or "-"; `indent` is for the lines below. */
static void value_add(struct buf *out, const struct node *node, size_t indent)
{
	switch (node->kind) {
	case NODE_NULL:
	case NODE_SCALAR:
		buf_add_char(out, ' ');
		scalar_add(out, node);
		origin_add(out, node->place);
		return;
	case NODE_LIST:
		if (!fits_a_line(node)) {
			origin_add(out, node->place);
			list_add(out, node, indent);
			return;
		}
		buf_add_cstr(out, " [");
		for (size_t i = 0; i < node->len; i++) {
			buf_add_cstr(out, i ? ", " : "");
			scalar_add(out, &node->items[i]);
		}
		buf_add_char(out, ']');
		origin_add(out, node->place);
		return;
	case NODE_MAP:
		buf_add_cstr(out, node->len ? "" : " {}");
		origin_add(out, node->key.len ? node->key_place : node->place);
		items_add(out, node, indent, false);
		return;
	}
}

/* The words that are in force because nobody wrote another. */
static void defaults_add(
		struct buf *out, const struct table *table, const struct node *map, size_t indent)
{
	for (size_t i = 0; table && i < table->len; i++) {
		const struct field *field = &table->fields[i];
		bool is_severity = field->words == severity_words;
		if (field->type == FIELD_CHOICE && !is_severity
				&& !node_find(map, str_of(field->name))) {
			buf_add_repeat(out, ' ', indent);
			buf_fmt(out, "%s: %s  # default\n", field->name,
					field->words[field->fallback]);
		}
	}
}

static void rule_add(struct buf *out, const struct node *rule, const struct schema_kind *kind)
{
	buf_add_cstr(out, "  - ");
	items_add(out, rule, 2 * INDENT, true);
	if (!kind) {
		return;
	}
	if (!node_find(rule, STR("severity"))) {
		buf_fmt(out, "    severity: %s  # default of %s\n", severity_words[kind->severity],
				kind->name);
	}
	defaults_add(out, kind->keys, rule, 2 * INDENT);
	defaults_add(out, &config_rule_table, rule, 2 * INDENT);
}

static void rules_add(struct buf *out, const struct config *config, const struct schema_kind *kinds,
		size_t count)
{
	const struct node *rules = node_find(config->node, STR("rules"));
	if (!rules->len) {
		value_add(out, rules, INDENT);
		return;
	}
	origin_add(out, rules->key_place);
	for (size_t i = 0; i < rules->len; i++) {
		rule_add(out, &rules->items[i],
				schema_kind_find(kinds, count, config->rules[i].kind.s));
	}
}

void config_resolved_write(const struct config *config, const struct schema_kind *kinds,
		size_t count, struct buf *out)
{
	buf_add_cstr(out, "# In force:");
	for (size_t i = 0; i < config->files.len; i++) {
		buf_add_cstr(out, i ? ", " : " ");
		quote(out, config->files.p[i].s);
	}
	buf_add_char(out, '\n');
	for (size_t i = 0; i < config_table.len; i++) {
		const struct field *field = &config_table.fields[i];
		const struct node *item = node_find(config->node, str_of(field->name));
		/* What it extends is all here. */
		if (!item || str_eq(item->key, STR("extends"))) {
			continue;
		}
		buf_fmt(out, "%s:", field->name);
		if (str_eq(item->key, STR("rules"))) {
			rules_add(out, config, kinds, count);
		} else {
			value_add(out, item, INDENT);
		}
	}
	defaults_add(out, &config_table, config->node, 0);
}
