/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "sources/text/cursor.h"
#include "sources/text/text.h"

#include <tree_sitter/api.h>

/* The grammar, which is built beside this room, declares nothing itself. */
const TSLanguage *tree_sitter_c(void);

/*
 * The library counts the children of a node in 16 bits up to version 0.20.7,
 * and an error makes all that follows it children of one node: with 65,536 of
 * them it destroys memory.  So no piece of text that it gets may have as many
 * tokens.  Words and signs are counted here, of which some may be three tokens.
 */
#define WORDS_MAX 20000
/* For what the number of words does not stop; no piece comes near. */
#define TIME_MAX_MICROSECONDS 10000000
#define DEPTH_MAX 10000

struct call_search {
	struct arena *arena;
	TSParser *parser;
	/* The piece at hand, and the number of its first line less one. */
	struct str text;
	uint32_t lines_before;
	const struct line_range *ranges;
	size_t range_count;
	VEC(struct text_call) calls;
	/* The last line looked at, and whether it is a directive. */
	uint32_t line;
	bool is_directive;
};

/* Whether any range has a line from `first` to `last`. */
static bool ranges_meet(const struct call_search *search, uint32_t first, uint32_t last)
{
	size_t low = 0;
	size_t high = search->range_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (search->ranges[middle].last < first) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < search->range_count && search->ranges[low].first <= last;
}

/* What looks like a call in `#if F(1)` is none; each line is looked at once. */
static bool is_in_directive(struct call_search *search, TSNode node)
{
	TSPoint point = ts_node_start_point(node);
	uint32_t line = search->lines_before + point.row + 1;
	if (search->line != line) {
		size_t at = ts_node_start_byte(node) - point.column;
		while (at < search->text.len && strchr(" \t", search->text.p[at])
				&& search->text.p[at]) {
			at++;
		}
		search->line = line;
		search->is_directive = at < search->text.len && search->text.p[at] == '#';
	}
	return search->is_directive;
}

static void call_look(struct call_search *search, TSNode node)
{
	static const char field[] = "function";
	if (strcmp(ts_node_type(node), "call_expression") != 0) {
		return;
	}
	TSNode function = ts_node_child_by_field_name(node, field, sizeof(field) - 1);
	if (ts_node_is_null(function) || strcmp(ts_node_type(function), "identifier") != 0) {
		return;
	}
	TSPoint point = ts_node_start_point(function);
	uint32_t line = search->lines_before + point.row + 1;
	if (!ranges_meet(search, line, line) || is_in_directive(search, function)) {
		return;
	}
	struct str name = str_slice(
			search->text, ts_node_start_byte(function), ts_node_end_byte(function));
	*vec_add(&search->calls, search->arena) = (struct text_call){
		.name = str_dup(search->arena, name),
		.line = line,
		.column = point.column + 1,
	};
}

/* Whether to look inside: what lies on other lines is passed over whole. */
static bool is_wanted(const struct call_search *search, TSNode node)
{
	uint32_t first = search->lines_before + ts_node_start_point(node).row + 1;
	uint32_t last = search->lines_before + ts_node_end_point(node).row + 1;
	return ranges_meet(search, first, last);
}

static void tree_walk(struct call_search *search, TSNode top)
{
	TSTreeCursor cursor = ts_tree_cursor_new(top);
	size_t depth = 0;
	for (;;) {
		TSNode node = ts_tree_cursor_current_node(&cursor);
		bool is_inside = is_wanted(search, node);
		if (is_inside) {
			call_look(search, node);
		}
		if (is_inside && depth < DEPTH_MAX && ts_tree_cursor_goto_first_child(&cursor)) {
			depth++;
			continue;
		}
		while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
			if (!ts_tree_cursor_goto_parent(&cursor)) {
				ts_tree_cursor_delete(&cursor);
				return;
			}
			depth--;
		}
	}
}

/* How many words and signs there are, up to one more than the limit. */
static size_t words_count(struct str text)
{
	size_t count = 0;
	bool was_name = false;
	for (size_t i = 0; i < text.len && count <= WORDS_MAX; i++) {
		int c = (unsigned char)text.p[i];
		bool is_name = char_is_name(c) && c < 0x80;
		count += is_name ? !was_name : c != '\n' && !char_is_blank(c);
		was_name = is_name;
	}
	return count;
}

static void piece_search(struct call_search *search, struct str text, uint32_t lines_before)
{
	search->text = text;
	search->lines_before = lines_before;
	search->line = 0;
	TSTree *tree = ts_parser_parse_string(search->parser, NULL, text.p, (uint32_t)text.len);
	if (tree) {
		tree_walk(search, ts_tree_root_node(tree));
	}
	ts_tree_delete(tree);
	ts_parser_reset(search->parser);
}

/*
 * A text too long to be parsed at once: only the lines of the ranges, in
 * pieces that are short enough.  A single line that is too long is left out.
 */
static void pieces_search(struct call_search *search, struct str text)
{
	struct str rest = text;
	struct str line;
	struct str piece = { 0 };
	uint32_t number = 0;
	uint32_t piece_before = 0;
	size_t piece_words = 0;
	while (str_split(&rest, '\n', &line)) {
		size_t words = words_count(line);
		bool is_wanted_line = ++number && words <= WORDS_MAX
				      && ranges_meet(search, number, number);
		if (piece.p && (!is_wanted_line || piece_words + words > WORDS_MAX)) {
			piece_search(search, piece, piece_before);
			piece.p = NULL;
		}
		if (!is_wanted_line) {
			continue;
		}
		if (!piece.p) {
			piece = (struct str){ line.p, 0 };
			piece_before = number - 1;
			piece_words = 0;
		}
		piece.len = (size_t)(line.p + line.len - piece.p);
		piece_words += words;
	}
	if (piece.p) {
		piece_search(search, piece, piece_before);
	}
}

size_t text_calls(struct arena *arena, struct str text, const struct line_range *ranges,
		size_t range_count, struct text_call **calls)
{
	struct call_search search = {
		.arena = arena,
		.parser = ts_parser_new(),
		.ranges = ranges,
		.range_count = range_count,
	};
	if (range_count && ts_parser_set_language(search.parser, tree_sitter_c())) {
		ts_parser_set_timeout_micros(search.parser, TIME_MAX_MICROSECONDS);
		if (words_count(text) <= WORDS_MAX) {
			piece_search(&search, text, 0);
		} else {
			pieces_search(&search, text);
		}
	}
	ts_parser_delete(search.parser);
	*calls = search.calls.p;
	return search.calls.len;
}
