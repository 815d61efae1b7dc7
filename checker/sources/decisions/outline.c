/* SPDX-License-Identifier: MIT */
#include "sources/decisions/outline.h"

#include "base/arena.h"
#include "base/buf.h"

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm.h>

/* Marks of quotes and lists that one line may open, and columns that it may be indented. */
#define MARKS_MAX 4
#define INDENT_MAX 64
/* A longer fence is taken for one of this length. */
#define FENCE_MAX 64

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static size_t run_of(struct str s, char c)
{
	size_t len = 0;
	while (len < s.len && s.p[len] == c) {
		len++;
	}
	return len;
}

/* How long the mark of a list's item is that `s` begins with; 0 = none. */
static size_t mark_length(struct str s)
{
	size_t len = 0;
	if (s.len && (s.p[0] == '-' || s.p[0] == '*' || s.p[0] == '+')) {
		len = 1;
	} else {
		while (len < s.len && len < 9 && s.p[len] >= '0' && s.p[len] <= '9') {
			len++;
		}
		bool is_ended = len > 0 && len < s.len && (s.p[len] == '.' || s.p[len] == ')');
		len = is_ended ? len + 1 : 0;
	}
	return len > 0 && (len == s.len || is_blank(s.p[len])) ? len : 0;
}

/* Copies indentation and the marks of quotes and lists; what is left of the line. */
static struct str containers_add(struct buf *out, struct str line)
{
	for (unsigned marks = 0;; marks++) {
		size_t indent = 0;
		while (indent < line.len && is_blank(line.p[indent])) {
			indent++;
		}
		buf_add(out, str_slice(line, 0, indent < INDENT_MAX ? indent : INDENT_MAX));
		line = str_from(line, indent);
		size_t mark = line.len && line.p[0] == '>' ? 1 : mark_length(line);
		if (mark == 0 || marks == MARKS_MAX) {
			return line;
		}
		buf_add(out, str_slice(line, 0, mark));
		line = str_from(line, mark);
	}
}

static bool is_all(struct str s, char c)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] != c && !is_blank(s.p[i])) {
			return false;
		}
	}
	return true;
}

static bool heading_add(struct buf *out, struct str rest)
{
	size_t level = run_of(rest, '#');
	if (level == 0 || level > 6 || (level < rest.len && !is_blank(rest.p[level]))) {
		return false;
	}
	buf_add_repeat(out, '#', level);
	buf_add_cstr(out, " x");
	return true;
}

static bool fence_add(struct buf *out, struct str rest)
{
	char c = rest.p[0];
	size_t len = c == '`' || c == '~' ? run_of(rest, c) : 0;
	struct str info = str_from(rest, len);
	if (len < 3 || (c == '`' && str_find(info, '`') < info.len)) {
		return false;
	}
	buf_add_repeat(out, c, len < FENCE_MAX ? len : FENCE_MAX);
	buf_add_cstr(out, str_trim(info).len ? "x" : "");
	return true;
}

/* What underlines a heading or crosses the page. */
static bool rule_add(struct buf *out, struct str rest)
{
	char c = rest.p[0];
	if (!is_one_of(c, "=-_*") || !is_all(rest, c)) {
		return false;
	}
	/* "= =" underlines nothing, while "- -" crosses the page if there are three. */
	size_t len = run_of(rest, c);
	bool is_whole = len == str_trim(rest).len;
	size_t count = 0;
	for (size_t i = 0; i < rest.len; i++) {
		count += rest.p[i] == c ? 1 : 0;
	}
	if (!is_whole && (c == '=' || count < 3)) {
		return false;
	}
	for (size_t i = 0; i < (count < 3 ? count : 3); i++) {
		buf_add_cstr(out, !is_whole && i ? " " : "");
		buf_add_char(out, c);
	}
	return true;
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
	       || c == '-';
}

/* What begins a block of HTML, without attributes. */
static bool html_add(struct buf *out, struct str rest)
{
	if (rest.p[0] != '<') {
		return false;
	}
	if (str_starts(rest, STR("<!--")) || str_starts(rest, STR("<![CDATA["))) {
		buf_add_cstr(out, rest.p[2] == '-' ? "<!--" : "<![CDATA[");
		return true;
	}
	if (rest.len > 2 && (rest.p[1] == '?' || rest.p[1] == '!')) {
		buf_add(out, str_slice(rest, 0, 3));
		return true;
	}
	size_t name = rest.len > 1 && rest.p[1] == '/' ? 2 : 1;
	size_t end = name;
	while (end < rest.len && end < 32 && is_name(rest.p[end])) {
		end++;
	}
	bool is_tag = end > name && (end == rest.len || is_one_of(rest.p[end], " \t>/"));
	if (!is_tag) {
		return false;
	}
	buf_add(out, str_slice(rest, 0, end));
	/* A tag alone on its line is a block whatever its name. */
	struct str trimmed = str_trim(rest);
	bool is_alone = str_find(trimmed, '>') + 1 == trimmed.len;
	buf_add_cstr(out, is_alone ? ">" : ">x");
	return true;
}

/* What ends a block of HTML may stand anywhere in a line. */
static void html_end_add(struct buf *out, struct str rest)
{
	static const char *const ends[] = { "-->", "?>", "]]>", "</script>", "</pre>", "</style>" };
	if (str_find(rest, '>') == rest.len) {
		return;
	}
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		if (str_contains(rest, str_of(ends[i]))) {
			buf_add_cstr(out, ends[i]);
		}
	}
}

static void line_add(struct buf *out, struct str line)
{
	struct str rest = containers_add(out, line);
	if (rest.len) {
		bool is_mark = heading_add(out, rest) || fence_add(out, rest) || rule_add(out, rest)
			       || html_add(out, rest);
		if (!is_mark) {
			buf_add_char(out, 'x');
		}
		html_end_add(out, rest);
	}
	buf_add_char(out, '\n');
}

static bool block_kind_of(cmark_node *node, enum block_kind *kind)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		*kind = BLOCK_HEADING;
		return true;
	case CMARK_NODE_PARAGRAPH:
		*kind = BLOCK_PARAGRAPH;
		return true;
	case CMARK_NODE_ITEM:
		*kind = BLOCK_ITEM;
		return true;
	case CMARK_NODE_BLOCK_QUOTE:
		*kind = BLOCK_QUOTE;
		return true;
	case CMARK_NODE_CODE_BLOCK:
		*kind = BLOCK_CODE;
		return true;
	case CMARK_NODE_HTML_BLOCK:
		*kind = BLOCK_HTML;
		return true;
	case CMARK_NODE_THEMATIC_BREAK:
		*kind = BLOCK_RULE;
		return true;
	default:
		return false;
	}
}

/* Which blocks hold other blocks, and not text. */
static bool is_container(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	return type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM
	       || type == CMARK_NODE_BLOCK_QUOTE;
}

struct walk {
	struct record *record;
	/* Of the library's line 1. */
	uint32_t offset;
	uint16_t items;
	uint16_t quotes;
};

static void node_enter(struct walk *walk, cmark_node *node)
{
	struct block block = { .items = walk->items, .in_quote = walk->quotes > 0 };
	if (!block_kind_of(node, &block.kind)) {
		return;
	}
	block.first = (uint32_t)cmark_node_get_start_line(node) + walk->offset;
	block.last = (uint32_t)cmark_node_get_end_line(node) + walk->offset;
	block.last = block.last < block.first ? block.first : block.last;
	if (block.kind == BLOCK_HEADING) {
		block.level = (uint8_t)cmark_node_get_heading_level(node);
	}
	*vec_add(&walk->record->blocks, walk->record->arena) = block;
	walk->items += block.kind == BLOCK_ITEM ? 1 : 0;
	walk->quotes += block.kind == BLOCK_QUOTE ? 1 : 0;
}

static void node_leave(struct walk *walk, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	walk->items -= type == CMARK_NODE_ITEM ? 1 : 0;
	walk->quotes -= type == CMARK_NODE_BLOCK_QUOTE ? 1 : 0;
}

/* In the order of the text, without recursion and without looking into lines. */
static void blocks_collect(struct walk *walk, cmark_node *document)
{
	cmark_node *node = document;
	while (node) {
		node_enter(walk, node);
		cmark_node *next = is_container(node) ? cmark_node_first_child(node) : NULL;
		if (!next && is_container(node)) {
			node_leave(walk, node);
		}
		while (!next && node != document) {
			next = cmark_node_next(node);
			if (!next) {
				node = cmark_node_parent(node);
				node_leave(walk, node);
			}
		}
		node = next;
	}
}

void outline_read(struct record *record)
{
	struct buf skeleton;
	buf_init(&skeleton);
	for (uint32_t i = record->body; i <= record->line_count; i++) {
		line_add(&skeleton, record_line(record, i));
	}
	cmark_node *document = cmark_parse_document(skeleton.p, skeleton.len, CMARK_OPT_DEFAULT);
	struct walk walk = { .record = record, .offset = record->body - 1 };
	blocks_collect(&walk, document);
	cmark_node_free(document);
	buf_finish(&skeleton);
}
