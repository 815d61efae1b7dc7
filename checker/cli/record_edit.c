/* SPDX-License-Identifier: MIT */
#include "cli/record_edit.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>

/* A title's line and the key of a status are not longer than this. */
#define LINE_MAX_LOOKED_AT 4096
/* "# ADR-XXXX: …": what stands for the number begins before this column. */
#define TITLE_MARK_MAX 12
/* Front matter is not looked at further behind the status. */
#define FRONT_LINES_MAX 100

static bool equals_fold(struct str a, struct str b)
{
	return a.len == b.len && strncasecmp(a.p, b.p, a.len) == 0;
}

/* Where `word` begins in `line`, in any case; `line.len` if nowhere. */
static size_t find_fold(struct str line, struct str word)
{
	line.len = line.len < LINE_MAX_LOOKED_AT ? line.len : LINE_MAX_LOOKED_AT;
	for (size_t i = 0; i + word.len <= line.len; i++) {
		if (equals_fold(str_slice(line, i, i + word.len), word)) {
			return i;
		}
	}
	return line.len;
}

/* Where line `number` begins; the end of the text beyond the last. */
static size_t line_begin(struct str text, uint32_t number)
{
	size_t at = 0;
	while (number > 1 && at < text.len) {
		at += str_find(str_from(text, at), '\n') + 1;
		number--;
	}
	return at < text.len ? at : text.len;
}

/* Line `number`, without its end. */
static struct str line_at(struct str text, uint32_t number)
{
	struct str rest = str_from(text, line_begin(text, number));
	struct str line = str_slice(rest, 0, str_find(rest, '\n'));
	return str_ends(line, STR("\r")) ? str_slice(line, 0, line.len - 1) : line;
}

/* Behind line `number` with its end. */
static size_t line_end(struct str text, uint32_t number)
{
	size_t begin = line_begin(text, number);
	size_t end = begin + str_find(str_from(text, begin), '\n') + 1;
	return end < text.len ? end : text.len;
}

static const char *newline_of(struct str text)
{
	size_t first = str_find(text, '\n');
	return first > 0 && first < text.len && text.p[first - 1] == '\r' ? "\r\n" : "\n";
}

/* Where `raw` stands at a place; false if the file does not say so there. */
static bool offset_of(
		const struct record_edit *edit, struct place place, struct str raw, size_t *at)
{
	if (place.line == 0 || raw.len == 0) {
		return false;
	}
	struct str line = line_at(edit->text, place.line);
	size_t begin = line_begin(edit->text, place.line);
	/* The mark of UTF-8 at the front is no column. */
	size_t column = place.column > 0 ? place.column - 1 : 0;
	column += place.line == 1 && str_starts(edit->text, STR("\xef\xbb\xbf")) ? 3 : 0;
	if (column + raw.len > line.len
			|| !str_eq(str_slice(line, column, column + raw.len), raw)) {
		return false;
	}
	*at = begin + column;
	return true;
}

static void change(struct record_edit *edit, size_t at, size_t len, struct str text)
{
	vec_each (const struct record_change, known, &edit->changes) {
		if (len > 0 && known->at == at && known->len == len) {
			return;
		}
	}
	*vec_add(&edit->changes, edit->arena) = (struct record_change){
		.at = at,
		.len = len,
		.text = text,
		.number = edit->changes.len,
	};
}

/* The same, and the braces that a template may have left around it. */
static void change_value(struct record_edit *edit, size_t at, size_t len, struct str text)
{
	bool has_braces = at > 0 && edit->text.p[at - 1] == '{' && at + len < edit->text.len
			  && edit->text.p[at + len] == '}';
	change(edit, has_braces ? at - 1 : at, has_braces ? len + 2 : len, text);
}

/* As the old word was written: "Accepted" for "Proposed". */
static struct str in_case_of(struct record_edit *edit, struct str word, struct str old)
{
	bool is_capital = old.len > 0 && old.p[0] >= 'A' && old.p[0] <= 'Z';
	bool is_small = word.len > 0 && word.p[0] >= 'a' && word.p[0] <= 'z';
	if (!is_capital || !is_small) {
		return word;
	}
	return str_fmt(edit->arena, "%c" STR_FMT, word.p[0] - 'a' + 'A',
			STR_ARG(str_from(word, 1)));
}

/* A line after that of the title; the first is set apart from it. */
static void add_below_title(
		struct record_edit *edit, const char *key, struct str value, bool is_first)
{
	const char *newline = newline_of(edit->text);
	uint32_t line = edit->decision->title_place.line;
	struct str below = str_trim(line_at(edit->text, line + 1));
	bool is_underlined = below.len > 1
			     && (below.p[0] == '=' || (below.p[0] == '-' && below.p[1] == '-'));
	size_t at = line > 0 ? line_end(edit->text, line + is_underlined) : 0;
	struct buf text;
	buf_init(&text);
	buf_add_cstr(&text, is_first ? newline : "");
	buf_add_cstr(&text, key);
	buf_add(&text, value);
	buf_add_cstr(&text, newline);
	change(edit, at, 0, str_dup(edit->arena, buf_str(&text)));
	buf_finish(&text);
}

void record_set_status(struct record_edit *edit, struct str word)
{
	const struct decision *decision = edit->decision;
	size_t at;
	bool is_set = false;
	vec_each (const struct decision_statement, statement, &decision->statements) {
		if (offset_of(edit, statement->place, statement->raw, &at)) {
			change_value(edit, at, statement->raw.len,
					in_case_of(edit, word, statement->raw));
			is_set = true;
		}
	}
	if (!is_set && offset_of(edit, decision->status_place, decision->status_raw, &at)) {
		change_value(edit, at, decision->status_raw.len,
				in_case_of(edit, word, decision->status_raw));
	} else if (!is_set) {
		add_below_title(edit, "- Status: ", word, true);
	}
}

/*
 * A line like that of the status, with another key and value: "**Status:** x"
 * becomes "**Date:** 2026-11-21".  Empty if it has no such form.
 */
static struct str line_like_status(struct record_edit *edit, struct str day)
{
	const struct decision *decision = edit->decision;
	struct str line = line_at(edit->text, decision->status_place.line);
	size_t key = find_fold(line, STR("status"));
	size_t value = decision->status_place.column > 0 ? decision->status_place.column - 1 : 0;
	if (key + 6 > value || value + decision->status_raw.len > line.len) {
		return STR("");
	}
	const char *name = line.p[key] == 's' ? "date" : "Date";
	return str_fmt(edit->arena, STR_FMT "%s" STR_FMT STR_FMT STR_FMT "%s",
			STR_ARG(str_slice(line, 0, key)), name,
			STR_ARG(str_slice(line, key + 6, value)), STR_ARG(day),
			STR_ARG(str_from(line, value + decision->status_raw.len)),
			newline_of(edit->text));
}

/* A template may have left a date in front matter that nobody can read. */
static bool front_date_replace(struct record_edit *edit, struct str day)
{
	const uint32_t status = edit->decision->status_place.line;
	if (!str_eq(line_at(edit->text, 1), STR("---"))) {
		return false;
	}
	for (uint32_t number = 2; number < status + FRONT_LINES_MAX; number++) {
		struct str line = line_at(edit->text, number);
		if (str_eq(line, STR("---")) || line_begin(edit->text, number) == edit->text.len) {
			return false;
		}
		if (line.len >= 5 && equals_fold(str_slice(line, 0, 5), STR("date:"))) {
			change(edit, line_begin(edit->text, number) + 5, line.len - 5,
					str_fmt(edit->arena, " " STR_FMT, STR_ARG(day)));
			return true;
		}
	}
	return false;
}

void record_set_date(struct record_edit *edit, struct str day)
{
	const struct decision *decision = edit->decision;
	size_t at;
	if (offset_of(edit, decision->date.place, decision->date.raw, &at)) {
		change_value(edit, at, decision->date.raw.len, day);
		return;
	}
	if (front_date_replace(edit, day)) {
		return;
	}
	bool has_status = decision->status_place.line > 0 && decision->status_raw.len > 0;
	struct str line = has_status ? line_like_status(edit, day) : STR("");
	if (line.len > 0) {
		change(edit, line_end(edit->text, decision->status_place.line), 0, line);
	} else if (has_status) {
		add_below_title(edit, "Date: ", day, true);
	} else {
		add_below_title(edit, "- Date: ", day, false);
	}
}

void record_set_number(struct record_edit *edit, struct str draft, struct str number)
{
	uint32_t title = edit->decision->title_place.line;
	if (title == 0) {
		return;
	}
	struct str line = line_at(edit->text, title);
	size_t at = find_fold(line, draft);
	/* Further on it is a word of the title. */
	if (at < line.len && at < TITLE_MARK_MAX) {
		change(edit, line_begin(edit->text, title) + at, draft.len, number);
	}
}

static int change_order(const void *a, const void *b)
{
	const struct record_change *x = a;
	const struct record_change *y = b;
	if (x->at != y->at) {
		return x->at < y->at ? -1 : 1;
	}
	return x->number < y->number ? -1 : x->number > y->number;
}

struct str record_edited(struct record_edit *edit)
{
	struct buf out;
	size_t at = 0;
	buf_init(&out);
	vec_sort(&edit->changes, change_order);
	vec_each (const struct record_change, next, &edit->changes) {
		if (next->at < at) {
			continue;
		}
		buf_add(&out, str_slice(edit->text, at, next->at));
		buf_add(&out, next->text);
		at = next->at + next->len;
	}
	buf_add(&out, str_from(edit->text, at));
	struct str text = str_dup(edit->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}
