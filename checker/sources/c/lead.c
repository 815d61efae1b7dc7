/* SPDX-License-Identifier: MIT */
#include "sources/c/lead.h"

#include "base/arena.h"

struct scan {
	struct str text;
	size_t at;
	uint32_t line;
};

static char char_at(const struct scan *scan, size_t at)
{
	return at < scan->text.len ? scan->text.p[at] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Passes a comment that ends on a line of its own; false if something follows it. */
static bool comment_pass(struct scan *scan)
{
	if (char_at(scan, scan->at + 1) == '*') {
		scan->at += 2;
		while (scan->at < scan->text.len
				&& !(char_at(scan, scan->at) == '*'
						&& char_at(scan, scan->at + 1) == '/')) {
			scan->line += scan->text.p[scan->at++] == '\n';
		}
		scan->at += 2;
		while (is_blank(char_at(scan, scan->at))) {
			scan->at++;
		}
		return scan->at < scan->text.len && char_at(scan, scan->at) == '\n';
	}
	while (scan->at < scan->text.len && scan->text.p[scan->at] != '\n') {
		/* A joined line could be anything. */
		if (scan->text.p[scan->at++] == '\\') {
			return false;
		}
	}
	return true;
}

/* Goes to the first line that begins with '#'; false if something else comes first. */
static bool directive_find(struct scan *scan)
{
	while (scan->at < scan->text.len) {
		size_t begin = scan->at;
		while (is_blank(char_at(scan, scan->at))) {
			scan->at++;
		}
		char c = char_at(scan, scan->at);
		char next = char_at(scan, scan->at + 1);
		if (c == '#') {
			scan->at = begin;
			return true;
		}
		if (c == '/' && (next == '/' || next == '*') && !comment_pass(scan)) {
			return false;
		}
		if (char_at(scan, scan->at) != '\n') {
			return false;
		}
		scan->at++;
		scan->line++;
	}
	return false;
}

/* The word behind the '#', and what follows it. */
static struct str directive_word(struct str text, struct str *rest)
{
	struct str after = str_trim(str_from(text, str_find(text, '#') + 1));
	size_t len = 0;
	while (len < after.len && after.p[len] >= 'a' && after.p[len] <= 'z') {
		len++;
	}
	*rest = str_trim(str_from(after, len));
	return str_slice(after, 0, len);
}

/* `"name"` or `<name>`, and at the most a comment on the same line behind it. */
static bool is_plain_name(struct str rest)
{
	char close = rest.len == 0 ? '\0' : rest.p[0] == '"' ? '"' : rest.p[0] == '<' ? '>' : '\0';
	struct str inner = str_from(rest, 1);
	size_t end = str_find(inner, close);
	if (close == '\0' || end == 0 || end == inner.len) {
		return false;
	}
	struct str behind = str_trim(str_from(inner, end + 1));
	if (str_starts(behind, STR("/*"))) {
		return str_ends(behind, STR("*/"))
		       && str_find(str_from(behind, 2), '/') == behind.len - 3;
	}
	return behind.len == 0 || str_starts(behind, STR("//"));
}

/*
 * Takes the directive that begins here, if it is one that may be in a lead.
 * Comments in it could go on behind it, and other characters mean what trigraphs
 * and encodings make of them: those end the lead.
 */
static bool directive_take(struct scan *scan, struct lead_directive *taken)
{
	size_t end = scan->at;
	uint32_t lines = 1;
	while (end < scan->text.len && scan->text.p[end] != '\n') {
		char c = scan->text.p[end];
		bool is_join = c == '\\' && char_at(scan, end + 1) == '\n';
		if ((c < ' ' && c != '\t') || c > '~' || (c == '?' && char_at(scan, end + 1) == '?')
				|| (c == '\\' && !is_join)) {
			return false;
		}
		lines += is_join;
		end += is_join ? 2 : 1;
	}
	if (end >= scan->text.len) {
		return false;
	}
	struct str text = str_slice(scan->text, scan->at, end);
	struct str rest;
	struct str word = directive_word(text, &rest);
	bool is_include = str_eq(word, STR("include"));
	bool is_macro = str_eq(word, STR("define")) || str_eq(word, STR("undef"));
	if (is_include ? lines > 1 || !is_plain_name(rest)
		       : !is_macro || str_contains(text, STR("/*"))) {
		return false;
	}
	*taken = (struct lead_directive){
		.text = text,
		.line = scan->line,
		.lines = lines,
		.is_include = is_include,
	};
	scan->at = end + 1;
	scan->line += lines;
	return true;
}

void lead_scan(struct lead *lead, struct arena *arena, struct str text)
{
	struct scan scan = { .text = text, .line = 1 };
	struct lead_directive taken;
	*lead = (struct lead){ 0 };
	while (lead->directives.len < LEAD_MAX && directive_find(&scan)
			&& directive_take(&scan, &taken)) {
		*vec_add(&lead->directives, arena) = taken;
	}
}

struct str lead_text(const struct lead *lead, struct arena *arena, size_t count)
{
	size_t len = 0;
	for (size_t i = 0; i < count; i++) {
		len += lead->directives.p[i].text.len + 1;
	}
	char *copy = arena_alloc(arena, len + 1);
	struct str text = { copy, len };
	for (size_t i = 0; i < count; i++) {
		struct str line = lead->directives.p[i].text;
		memcpy(copy, line.p, line.len);
		copy[line.len] = '\n';
		copy += line.len + 1;
	}
	return text;
}

struct str lead_blank(const struct lead *lead, struct arena *arena, struct str text, size_t count)
{
	char *copy = arena_alloc(arena, text.len + 1);
	memcpy(copy, text.p, text.len);
	for (size_t i = 0; i < count; i++) {
		struct str line = lead->directives.p[i].text;
		for (char *c = copy + (line.p - text.p); line.len-- > 0; c++) {
			*c = *c == '\n' ? '\n' : ' ';
		}
	}
	return (struct str){ copy, text.len };
}

uint32_t lead_line(const struct lead *lead, uint32_t line)
{
	uint32_t first = 1;
	vec_each (const struct lead_directive, directive, &lead->directives) {
		if (line >= first && line < first + directive->lines) {
			return directive->line + (line - first);
		}
		first += directive->lines;
	}
	return 0;
}
