/* SPDX-License-Identifier: MIT */
#include "cli/paragraph.h"

#include "base/utf8.h"
#include "reports/escape.h"

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* How people write it who have ASCII alone, or NULL. */
static const char *ascii_of(uint32_t code)
{
	static const struct {
		uint32_t code;
		const char *text;
	} known[] = {
		{ 0x00A0, " " },
		{ 0x00B7, "-" },
		{ 0x00D7, "x" },
		{ 0x2010, "-" },
		{ 0x2011, "-" },
		{ 0x2013, "-" },
		{ 0x2014, "--" },
		{ 0x2018, "'" },
		{ 0x2019, "'" },
		{ 0x201C, "\"" },
		{ 0x201D, "\"" },
		{ 0x2026, "..." },
		{ 0x2190, "<-" },
		{ 0x2192, "->" },
		{ 0x2264, "<=" },
		{ 0x2265, ">=" },
	};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		if (known[i].code == code) {
			return known[i].text;
		}
	}
	return NULL;
}

/* One character as the terminal shows it; returns its columns. */
static size_t add_cell(struct buf *out, struct str text, size_t *at, bool is_ascii)
{
	size_t begin = *at;
	uint32_t code = utf8_next(text, at);

	if (is_ascii && code >= 0x80 && utf8_is_shown(code)) {
		const char *ascii = ascii_of(code);
		struct str shown = str_of(ascii ? ascii : "?");
		buf_add(out, shown);
		return shown.len;
	}
	*at = begin;
	return escape_cell(out, text, at, 0);
}

size_t paragraph_columns(struct str text, bool is_ascii)
{
	struct buf scratch;
	size_t columns = 0;

	buf_init(&scratch);
	for (size_t at = 0; at < text.len;) {
		columns += add_cell(&scratch, text, &at, is_ascii);
	}
	buf_finish(&scratch);
	return columns;
}

static void break_line(struct buf *out, const struct paragraph *form, size_t *column)
{
	buf_add_char(out, '\n');
	buf_add_repeat(out, ' ', form->indent);
	*column = form->indent;
}

/* A word, on this line or over as many as it takes. */
static void add_word(struct buf *out, const struct paragraph *form, struct str word, size_t *column)
{
	struct buf cell;

	buf_init(&cell);
	for (size_t at = 0; at < word.len;) {
		buf_clear(&cell);
		size_t columns = add_cell(&cell, word, &at, form->is_ascii);
		if (*column + columns > form->width && *column > form->indent) {
			break_line(out, form, column);
		}
		buf_add(out, buf_str(&cell));
		*column += columns;
	}
	buf_finish(&cell);
}

static struct str next_word(struct str text, size_t *at)
{
	while (*at < text.len && is_space(text.p[*at])) {
		++*at;
	}
	size_t begin = *at;
	while (*at < text.len && !is_space(text.p[*at])) {
		++*at;
	}
	return str_slice(text, begin, *at);
}

void paragraph_add(struct buf *out, const struct paragraph *form, size_t column, struct str text)
{
	size_t at = 0;
	bool is_first = true;

	if (column < form->indent) {
		buf_add_repeat(out, ' ', form->indent - column);
		column = form->indent;
	}
	for (struct str word; (word = next_word(text, &at)).len;) {
		size_t columns = paragraph_columns(word, form->is_ascii);
		if (column > form->indent && column + !is_first + columns > form->width) {
			break_line(out, form, &column);
		} else if (!is_first) {
			buf_add_char(out, ' ');
			column++;
		}
		add_word(out, form, word, &column);
		is_first = false;
	}
	buf_add_char(out, '\n');
}
