/* SPDX-License-Identifier: MIT */
#include "sources/decisions/header.h"

#include "base/arena.h"
#include "sources/decisions/entry.h"
#include "sources/decisions/plain.h"
#include "sources/decisions/status.h"
#include "sources/decisions/table.h"

/* A longer key is a sentence with a colon in it. */
#define KEY_BYTES_MAX 60
/* So many pairs may stand in one line. */
#define LINE_PAIRS_MAX 8

struct str item_text(struct str line)
{
	line = str_trim(line);
	for (;;) {
		size_t len = 0;
		while (len < line.len && len < 9 && line.p[len] >= '0' && line.p[len] <= '9') {
			len++;
		}
		bool is_number = len > 0 && len < line.len && strchr(".)", line.p[len]);
		len = is_number ? len + 1 : 0;
		if (!is_number && line.len && strchr("-*+>", line.p[0])) {
			len = 1;
		}
		bool is_mark = len > 0
			       && (len == line.len || line.p[len] == ' ' || line.p[len] == '\t');
		if (!is_mark) {
			return line;
		}
		line = str_trim(str_from(line, len));
	}
}

/* How many marks of emphasis `s` begins with. */
static size_t emphasis(struct str s)
{
	size_t len = 0;
	while (len < s.len && (s.p[len] == '*' || s.p[len] == '_' || s.p[len] == '`')) {
		len++;
	}
	return len;
}

/* "**Status** accepted": a bold key without a colon. */
static bool bold_split(struct str line, struct str *key, struct str *value)
{
	size_t open = emphasis(line);
	if (open < 2) {
		return false;
	}
	struct str marks = str_slice(line, 0, open);
	for (size_t i = open; i + open <= line.len && i < KEY_BYTES_MAX; i++) {
		if (str_starts(str_from(line, i), marks)) {
			*key = str_slice(line, open, i);
			*value = str_trim(str_from(line, i + open));
			return key->len > 0;
		}
	}
	return false;
}

/* "Date 2026-03-02": a key and, after a space, what only it can mean. */
static bool space_split(
		const struct record *record, struct str line, struct str *key, struct str *value)
{
	unsigned meaning;
	size_t space = str_find(line, ' ');
	*key = str_slice(line, 0, space);
	*value = str_trim(str_from(line, space));
	if (space == line.len || space > KEY_BYTES_MAX || value->len == 0) {
		return false;
	}
	enum key_kind kind = words_key(record->words, record->arena, *key);
	struct str bare = words_fold(record->arena, plain_bare(*value));
	bool is_day = kind == KEY_DATE && value->p[0] >= '0' && value->p[0] <= '9';
	return is_day
	       || (kind == KEY_STATUS
			       && words_begin(record->words->statuses, bare, &meaning) == bare.len
			       && bare.len);
}

bool pair_split(const struct record *record, struct str line, struct str *key, struct str *value)
{
	line = str_trim(line);
	size_t colon = str_find(line, ':');
	if (colon == line.len || colon > KEY_BYTES_MAX) {
		if (!bold_split(line, key, value)) {
			return space_split(record, line, key, value);
		}
		*key = plain_bare(plain_text(record->arena, *key));
		return true;
	}
	*key = plain_bare(plain_text(record->arena, str_slice(line, 0, colon)));
	*value = str_trim(str_from(line, colon + 1));
	/* "**Status:** x": the emphasis that began before the key ends here. */
	size_t open = emphasis(line);
	bool is_open = open > 0
		       && !str_contains(str_slice(line, open, colon), str_slice(line, 0, open));
	if (is_open && emphasis(*value) >= open) {
		*value = str_trim(str_from(*value, open));
	}
	return key->len > 0;
}

static void pair_take(
		struct record *record, enum decision_where where, struct str key, struct str value)
{
	struct entry entry = {
		.key = words_key(record->words, record->arena, key),
		.where = where,
		.value = value,
		.place = record_place(record, value),
	};
	if (entry.key < KEYS) {
		entry_take(record, &entry);
	}
}

static bool is_key(const struct record *record, struct str cell)
{
	struct str key = plain_bare(plain_text(record->arena, cell));
	return key.len && words_key(record->words, record->arena, key) < KEYS;
}

static bool is_status(const struct record *record, struct str cell)
{
	unsigned meaning;
	struct str bare = plain_bare(plain_text(record->arena, cell));
	return words_begin(record->words->statuses, words_fold(record->arena, bare), &meaning) > 0;
}

/* Rows of keys with values, from line `first`; the head may be one of them. */
static void rows_take(struct record *record, uint32_t first, uint32_t last)
{
	for (uint32_t n = first; n <= last; n++) {
		struct row row;
		struct str line = record_line(record, n);
		if (row_is_delimiter(line)) {
			continue;
		}
		row_split(&row, line);
		/* "Accepted" is a value here, though it is a key elsewhere. */
		for (size_t i = 0; i + 1 < row.len; i += 2) {
			pair_take(record, WHERE_TABLE,
					plain_bare(plain_text(record->arena, row.cells[i])),
					row.cells[i + 1]);
		}
	}
}

/* A head of keys, and a row of values below it. */
static bool columns_take(struct record *record, uint32_t head, uint32_t last)
{
	struct row keys;
	struct row values;
	size_t known = 0;
	row_split(&keys, record_line(record, head));
	row_split(&values, record_line(record, head + 2));
	for (size_t i = 0; i < keys.len; i++) {
		known += is_key(record, keys.cells[i]) ? 1 : 0;
	}
	bool is_pair = keys.len == 2 && is_key(record, keys.cells[0])
		       && (known == 1 || is_status(record, keys.cells[1]));
	if (known == 0 || is_pair || head + 2 > last) {
		return false;
	}
	for (size_t i = 0; i < keys.len && i < values.len; i++) {
		pair_take(record, WHERE_TABLE, plain_bare(plain_text(record->arena, keys.cells[i])),
				values.cells[i]);
	}
	return true;
}

static bool table_take(struct record *record, uint32_t first, uint32_t last)
{
	uint32_t head = first;
	while (head < last && !row_is_delimiter(record_line(record, head + 1))) {
		head++;
	}
	if (head >= last
			|| str_find(record_line(record, head), '|')
					   == record_line(record, head).len) {
		return false;
	}
	if (!columns_take(record, head, last)) {
		rows_take(record, head, last);
	}
	return true;
}

/* The text of the items below an item that ends in a colon. */
static struct str value_below(const struct record *record, uint32_t number)
{
	const struct block *block = &record->blocks.p[number];
	for (uint32_t i = number + 1; i < record->blocks.len; i++) {
		const struct block *next = &record->blocks.p[i];
		if (next->items <= block->items && next->kind != BLOCK_ITEM) {
			break;
		}
		if (next->kind == BLOCK_PARAGRAPH && next->items == block->items + 1) {
			return item_text(record_line(record, next->first));
		}
	}
	return STR("");
}

/*
 * Where the first pair of `line` ends, and at `*next` another begins: "Status:
 * accepted | Date: 2026-03-02".  What follows a divider must be a known pair
 * itself, or the divider is part of the value.
 */
static size_t pair_end(const struct record *record, struct str line, size_t *next)
{
	static const char *const dividers[] = { "|", "\xc2\xb7", "\xe2\x80\xa2" };
	size_t tried = 0;
	size_t end = line.len < PLAIN_MAX ? line.len : PLAIN_MAX;
	for (size_t i = 0; i < end && tried < LINE_PAIRS_MAX; i++) {
		for (size_t d = 0; d < COUNT_OF(dividers); d++) {
			struct str key;
			struct str value;
			struct str divider = str_of(dividers[d]);
			if (!str_starts(str_from(line, i), divider)) {
				continue;
			}
			tried++;
			*next = i + divider.len;
			struct str rest = str_slice(line, *next, *next + 2 * KEY_BYTES_MAX);
			if (pair_split(record, rest, &key, &value) && is_key(record, key)) {
				return i;
			}
		}
	}
	*next = line.len;
	return line.len;
}

/* The pairs of a line of block `number`; the last may go on below an item that ends in it. */
static void line_take(struct record *record, uint32_t number, struct str line, bool goes_on)
{
	for (size_t i = 0; i < LINE_PAIRS_MAX; i++) {
		struct str key;
		struct str value;
		size_t next;
		size_t end = pair_end(record, line, &next);
		if (!pair_split(record, str_slice(line, 0, end), &key, &value)) {
			return;
		}
		if (value.len == 0 && goes_on && end == line.len) {
			value = value_below(record, number);
		}
		pair_take(record, WHERE_HEADER, key, value);
		if (end == line.len) {
			return;
		}
		line = str_trim(str_from(line, next));
	}
}

static void paragraph_take(struct record *record, uint32_t number)
{
	const struct block *block = &record->blocks.p[number];
	if (block->items == 0 && table_take(record, block->first, block->last)) {
		return;
	}
	for (uint32_t n = block->first; n <= block->last; n++) {
		struct str line = record_line(record, n);
		line_take(record, number, block->items ? item_text(line) : line,
				block->items && n == block->last);
	}
}

/* Below a heading "Status" or "Date": the first paragraph that states one. */
static void section_take(struct record *record, const struct section *section)
{
	enum key_kind key = section->kind == SECTION_STATUS ? KEY_STATUS : KEY_DATE;
	size_t before = record->decision->statements.len;
	bool has_any = false;
	for (uint32_t i = section->block + 1; i < section->own_end; i++) {
		const struct block *block = &record->blocks.p[i];
		if (block->kind != BLOCK_PARAGRAPH || block->in_quote) {
			continue;
		}
		struct str value = item_text(record_line(record, block->first));
		struct str name;
		struct str rest;
		bool is_pair = pair_split(record, value, &name, &rest)
			       && words_key(record->words, record->arena, name) < KEYS;
		has_any = true;
		if (!is_pair) {
			struct entry entry = { key, WHERE_HEADING, value,
				record_place(record, value) };
			entry_take(record, &entry);
		}
		if (record->decision->statements.len > before || record->decision->date.is_known) {
			return;
		}
	}
	if (!has_any && key == KEY_STATUS) {
		status_state(record, WHERE_HEADING, STR(""), record_place(record, section->raw));
	}
}

/* A heading "Status" elsewhere is not believed, but it is said where it is. */
static void elsewhere_note(struct record *record)
{
	struct decision *decision = record->decision;
	if (decision->statements.len || decision->status_reason.len) {
		return;
	}
	vec_each (const struct section, section, &record->sections) {
		if (section->kind == SECTION_STATUS) {
			decision->status_reason = str_fmt(record->arena,
					"not stated in the header region, but below the heading in line %u",
					(unsigned)record->blocks.p[section->block].first);
			return;
		}
	}
}

void header_read(struct record *record)
{
	for (uint32_t i = 0; i < record->blocks.len; i++) {
		const struct block *block = &record->blocks.p[i];
		if (block->first >= record->header_end) {
			break;
		}
		if (block->kind == BLOCK_PARAGRAPH && !block->in_quote) {
			paragraph_take(record, i);
		}
	}
	vec_each (const struct section, section, &record->sections) {
		if (section->in_header
				&& (section->kind == SECTION_STATUS
						|| section->kind == SECTION_DATE)) {
			section_take(record, section);
		}
	}
	elsewhere_note(record);
}
