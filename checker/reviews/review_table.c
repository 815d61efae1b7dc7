/* SPDX-License-Identifier: MIT */
#include "reviews/review_table.h"

#include "base/err.h"
#include "base/utf8.h"

#include <strings.h>

#define COLUMNS_MAX 32
#define HEADING "## Reviews"
#define HEADER "| Date | By | Trigger | Outcome | Evidence | Next | Note |"
#define DELIMITER "| --- | --- | --- | --- | --- | --- | --- |"

enum column {
	COLUMN_DATE,
	COLUMN_BY,
	COLUMN_TRIGGER,
	COLUMN_OUTCOME,
	COLUMN_EVIDENCE,
	COLUMN_NEXT,
	COLUMN_NOTE,
	COLUMNS,
};

/* Of a column that nobody asks for. */
#define COLUMN_OTHER COLUMNS

#define NAMES_MAX 6

/* What people call the columns. */
static const char *const column_names[COLUMNS][NAMES_MAX] = {
	[COLUMN_DATE] = { "date", "day", "when" },
	[COLUMN_BY] = { "by", "who", "role", "reviewer", "reviewed by" },
	[COLUMN_TRIGGER] = { "trigger", "triggers" },
	[COLUMN_OUTCOME] = { "outcome", "result", "verdict" },
	[COLUMN_EVIDENCE] = { "evidence", "observed" },
	[COLUMN_NEXT] = { "next", "until", "next review" },
	[COLUMN_NOTE] = { "note", "notes", "comment", "comments", "remark" },
};

struct table {
	enum column columns[COLUMNS_MAX];
	size_t len;
	/* Of each kind, whether there is one. */
	bool has[COLUMNS];
};

static bool is_same_word(struct str text, const char *word)
{
	return text.len == strlen(word) && strncasecmp(text.p, word, text.len) == 0;
}

/* "By (role/handle)" is "by". */
static enum column column_of(struct str cell)
{
	cell = str_trim(str_slice(cell, 0, str_find(cell, '(')));
	while (cell.len && (cell.p[0] == '*' || cell.p[0] == '_')) {
		cell = str_slice(cell, 1, cell.len - 1);
	}
	for (unsigned i = 0; i < COLUMNS; i++) {
		for (unsigned k = 0; k < NAMES_MAX && column_names[i][k]; k++) {
			if (is_same_word(cell, column_names[i][k])) {
				return (enum column)i;
			}
		}
	}
	return COLUMN_OTHER;
}

static void table_read(struct table *table, struct str header)
{
	struct str cell;

	*table = (struct table){ 0 };
	header = str_trim(header);
	if (str_starts(header, STR("|"))) {
		header = str_from(header, 1);
	}
	if (str_ends(header, STR("|"))) {
		header = str_slice(header, 0, header.len - 1);
	}
	while (table->len < COLUMNS_MAX && str_split(&header, '|', &cell)) {
		enum column column = column_of(str_trim(cell));
		if (column != COLUMN_OTHER && table->has[column]) {
			column = COLUMN_OTHER;
		}
		if (column != COLUMN_OTHER) {
			table->has[column] = true;
		}
		table->columns[table->len++] = column;
	}
}

static bool table_check(const struct table *table, const struct review_row *row, struct err *err)
{
	for (unsigned i = 0; i < COLUMNS; i++) {
		bool is_empty = (i == COLUMN_NEXT && !row->has_next)
				|| (i == COLUMN_NOTE && row->note.len == 0);
		if (!table->has[i] && !is_empty) {
			return err_set(err,
					"the table of reviews has no column '%s'; give it these: "
					"%s",
					column_names[i][0], HEADER);
		}
	}
	return true;
}

/* One cell: whatever would end it or the line is written so that it does not. */
static void cell_write(struct buf *out, struct str text)
{
	text = str_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c == '|') {
			buf_add_cstr(out, "\\|");
		} else {
			buf_add_char(out, c < ' ' || c == 0x7f ? ' ' : (char)c);
		}
	}
	/* It would make the bar after it a part of the cell. */
	if (str_ends(text, STR("\\"))) {
		buf_add_char(out, ' ');
	}
}

static void date_write(struct buf *out, date_day day)
{
	char text[DATE_DAY_SIZE];
	date_write_day(day, text);
	buf_add_cstr(out, text);
}

static void column_write(struct buf *out, enum column column, const struct review_row *row)
{
	switch (column) {
	case COLUMN_DATE:
		date_write(out, row->day);
		break;
	case COLUMN_BY:
		cell_write(out, row->by);
		break;
	case COLUMN_TRIGGER:
		cell_write(out, row->trigger);
		break;
	case COLUMN_OUTCOME:
		cell_write(out, row->outcome);
		break;
	case COLUMN_EVIDENCE:
		cell_write(out, row->evidence);
		break;
	case COLUMN_NEXT:
		if (row->has_next) {
			date_write(out, row->next);
		}
		break;
	case COLUMN_NOTE:
		cell_write(out, row->note);
		break;
	case COLUMN_OTHER:
		break;
	}
}

static void row_write(struct buf *out, const struct table *table, const struct review_row *row)
{
	buf_add_char(out, '|');
	for (size_t i = 0; i < table->len; i++) {
		size_t begin = out->len + 1;
		buf_add_char(out, ' ');
		column_write(out, table->columns[i], row);
		buf_add_cstr(out, out->len == begin ? "|" : " |");
	}
}

/* Where line `number` (from 1) begins, or the length. */
static size_t line_offset(struct str text, uint32_t number)
{
	size_t at = 0;
	while (number > 1 && at < text.len) {
		size_t end = str_find(str_from(text, at), '\n');
		at = at + end < text.len ? at + end + 1 : text.len;
		number--;
	}
	return at;
}

static struct str line_at(struct str text, size_t at)
{
	struct str rest = str_from(text, at);
	return str_trim(str_slice(rest, 0, str_find(rest, '\n')));
}

/* The first line of the block of table rows that ends before line `number`. */
static struct str header_above(struct str text, uint32_t number)
{
	struct str header = STR("");
	size_t end = line_offset(text, number);
	while (end > 0) {
		/* The line before `end`, which stands behind its line end. */
		size_t last = str_find_last(str_slice(text, 0, end - 1), '\n');
		size_t begin = last < end - 1 ? last + 1 : 0;
		struct str line = str_trim(str_slice(text, begin, end));
		if (str_find(line, '|') == line.len) {
			break;
		}
		header = line;
		end = begin;
	}
	return header;
}

static bool is_fence(struct str line)
{
	return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

/* The line after a heading "Reviews" without a table, or 0. */
static uint32_t heading_find(struct str text)
{
	uint32_t number = 0;
	uint32_t found = 0;
	bool in_fence = false;
	struct str line;

	while (text.len && str_split(&text, '\n', &line)) {
		number++;
		line = str_trim(line);
		in_fence ^= is_fence(line);
		size_t marks = 0;
		while (marks < line.len && line.p[marks] == '#') {
			marks++;
		}
		if (!in_fence && marks > 0
				&& is_same_word(str_trim(str_from(line, marks)), "reviews")) {
			found = number + 1;
		}
	}
	return found;
}

struct edit {
	struct buf *out;
	struct str text;
	/* "\n" or "\r\n", as in the text. */
	const char *end;
	size_t offset;
	uint32_t line;
};

/* Copies what stands before the edit, on a line of its own. */
static void edit_begin(struct edit *edit)
{
	struct str before = str_slice(edit->text, 0, edit->offset);
	buf_add(edit->out, before);
	if (before.len && !str_ends(before, STR("\n"))) {
		buf_add_cstr(edit->out, edit->end);
	}
}

static void edit_line(struct edit *edit, const char *line)
{
	buf_add_cstr(edit->out, line);
	buf_add_cstr(edit->out, edit->end);
	edit->line++;
}

/* Adds what follows, or nothing where the file had no end of its last line. */
static void edit_finish(struct edit *edit)
{
	bool had_end = edit->text.len == 0 || str_ends(edit->text, STR("\n"));
	if (edit->offset < edit->text.len || had_end) {
		buf_add_cstr(edit->out, edit->end);
	}
	buf_add(edit->out, str_from(edit->text, edit->offset));
}

/* A heading where there is none, and a table whose first row is to come. */
static void begin_table(struct edit *edit, bool has_heading)
{
	struct str before = str_slice(edit->text, 0, edit->offset);
	bool is_apart = before.len == 0 || str_ends(before, STR("\n\n"))
			|| str_ends(before, STR("\n\r\n"));

	edit_begin(edit);
	if (!has_heading) {
		if (!is_apart) {
			edit_line(edit, "");
		}
		edit_line(edit, HEADING);
	}
	edit_line(edit, "");
	edit_line(edit, HEADER);
	edit_line(edit, DELIMITER);
}

static uint32_t line_count(struct str text)
{
	uint32_t lines = 0;
	for (size_t i = 0; i < text.len; i++) {
		lines += text.p[i] == '\n';
	}
	return lines + (text.len && !str_ends(text, STR("\n")) ? 1 : 0);
}

bool review_table_add(struct buf *out, struct str text, uint32_t line, const struct review_row *row,
		uint32_t *at, struct err *err)
{
	size_t first_end = str_find(text, '\n');
	bool has_cr = first_end < text.len && first_end > 0 && text.p[first_end - 1] == '\r';
	struct edit edit = { .out = out, .text = text, .end = has_cr ? "\r\n" : "\n" };
	struct table table;

	if (utf8_valid(text) < text.len || str_find(text, '\0') < text.len) {
		return err_set(err, "the record is not UTF-8; save it so, and try again");
	}
	table_read(&table, line ? header_above(text, line) : STR(HEADER));
	if (!table_check(&table, row, err)) {
		return false;
	}
	uint32_t heading = line ? 0 : heading_find(text);
	edit.offset = line_offset(text, line ? line : heading ? heading : UINT32_MAX);
	edit.line = line_count(str_slice(text, 0, edit.offset)) + 1;
	if (line) {
		edit_begin(&edit);
	} else {
		begin_table(&edit, heading != 0);
	}
	row_write(out, &table, row);
	*at = edit.line;
	/* A line right below would be taken for another row. */
	if (heading && line_at(text, edit.offset).len) {
		buf_add_cstr(out, edit.end);
	}
	edit_finish(&edit);
	return true;
}
