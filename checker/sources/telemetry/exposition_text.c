/* SPDX-License-Identifier: MIT */
/*
 * Numbers: both formats say "what Go's ParseFloat takes", but Prometheus itself
 * refuses hexadecimal digits and underscores, and so do we.
 */
#include "sources/telemetry/exposition_text.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <math.h>

bool text_refuse(const struct exposition_text *text, size_t at, struct str remedy, const char *fmt,
		...)
{
	va_list args;
	va_start(args, fmt);
	struct str problem = str_vfmt(text->scratch, fmt, args);
	va_end(args);
	uint32_t column = (uint32_t)(at - text->line_begin) + 1;
	return sink_refuse(text->sink, text->line, column, remedy, STR_FMT, STR_ARG(problem));
}

void text_blanks(struct exposition_text *text)
{
	while (text_peek(text) == ' ' || text_peek(text) == '\t') {
		text->at++;
	}
}

bool text_separator(struct exposition_text *text)
{
	if (!text->is_strict) {
		text_blanks(text);
		return true;
	}
	if (text_peek(text) != ' ') {
		return text_refuse(text, text->at, STR("write one blank"),
				"a blank is due between two words");
	}
	text->at++;
	if (text_peek(text) == ' ' || text_peek(text) == '\t') {
		return text_refuse(text, text->at, STR("write one blank"),
				"OpenMetrics has one blank between two words");
	}
	return true;
}

bool text_line_end(struct exposition_text *text)
{
	if (text->at == text->text.len) {
		return text_refuse(text, text->at, STR("take the snapshot again"),
				"the file ends within a line: it was cut off");
	}
	char c = text->text.p[text->at];
	if (c == '\r') {
		return text_refuse(text, text->at, STR("end lines with a line feed alone"),
				"a carriage return");
	}
	if (c != '\n') {
		return text_refuse(text, text->at, STR("a sample is name, labels, value, time"),
				"more text than a line has");
	}
	text->at++;
	text->line++;
	text->line_begin = text->at;
	return true;
}

bool text_rest(struct exposition_text *text, struct str *rest)
{
	struct str left = str_from(text->text, text->at);
	*rest = str_slice(left, 0, str_find(left, '\n'));
	size_t valid = utf8_valid(*rest);
	if (valid < rest->len) {
		return text_refuse(text, text->at + valid, STR("save the file as UTF-8"),
				"a byte that is no UTF-8");
	}
	text->at += rest->len;
	if (str_ends(*rest, STR("\r"))) {
		return text_refuse(text, text->at - 1, STR("end lines with a line feed alone"),
				"a carriage return");
	}
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A name without quotes; only names of metrics have colons. */
static struct str bare_name(struct exposition_text *text, bool has_colons)
{
	size_t begin = text->at;
	for (;; text->at++) {
		char c = text_peek(text);
		if (!is_letter(c) && !(has_colons && c == ':')
				&& !(is_digit(c) && text->at > begin)) {
			return str_slice(text->text, begin, text->at);
		}
	}
}

/* What a backslash and `c` mean in the text being read; 0 if nothing. */
static char escape_meaning(char c)
{
	return c == 'n' ? '\n' : c == '\\' || c == '"' ? c : '\0';
}

static bool escapes_resolve(struct exposition_text *text, struct str written, struct str *value)
{
	char *out = arena_alloc(text->scratch, written.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < written.len; i++) {
		char c = written.p[i];
		char meaning = c == '\\' ? escape_meaning(written.p[i + 1]) : '\0';
		if (c == '\\' && !meaning && !text->is_strict) {
			return text_refuse(text, (size_t)(written.p + i - text->text.p),
					STR("escapes are \\\\, \\\" and \\n"), "no such escape");
		}
		/* In OpenMetrics a backslash before anything else is itself. */
		i += meaning ? 1 : 0;
		out[len++] = meaning ? meaning : c;
	}
	*value = (struct str){ out, len };
	return true;
}

/* Text in quotes, from the first of them on. */
static bool quoted_read(struct exposition_text *text, struct str *value)
{
	size_t begin = text->at++;
	bool has_escapes = false;
	while (text_peek(text) != '"') {
		if (text_peek(text) == '\\' && text->at + 1 < text->text.len) {
			has_escapes = true;
			text->at++;
		}
		if (text_peek(text) == '\n') {
			return text_refuse(text, begin,
					STR("end it with '\"', write \\n for a line end"),
					"this text has no end");
		}
		text->at++;
	}
	struct str written = str_slice(text->text, begin + 1, text->at);
	text->at++;
	size_t valid = utf8_valid(written);
	if (valid < written.len) {
		return text_refuse(text, begin + 1 + valid, STR("save the file as UTF-8"),
				"a byte that is no UTF-8");
	}
	*value = written;
	return !has_escapes || escapes_resolve(text, written, value);
}

static bool quoted_name(struct exposition_text *text, struct str *name)
{
	size_t begin = text->at;
	if (!quoted_read(text, name)) {
		return false;
	}
	return name->len || text_refuse(text, begin, STR(""), "an empty name");
}

bool text_metric(struct exposition_text *text, struct str *name)
{
	if (text_peek(text) == '"') {
		return quoted_name(text, name);
	}
	*name = bare_name(text, true);
	return name->len
	       || text_refuse(text, text->at, STR("a name has letters, digits, '_' and ':'"),
			       "the name of a metric is due here");
}

static void inner_blanks(struct exposition_text *text)
{
	if (!text->is_strict) {
		text_blanks(text);
	}
}

/* One item between braces: label="value", "label"="value" or the metric's name in quotes. */
static bool label_read(struct exposition_text *text, struct str *metric, label_list *labels)
{
	size_t begin = text->at;
	struct label label = { 0 };
	bool is_quoted = text_peek(text) == '"';
	if (is_quoted) {
		if (!quoted_name(text, &label.name)) {
			return false;
		}
	} else {
		label.name = bare_name(text, false);
	}
	inner_blanks(text);
	if (is_quoted && metric && metric->len == 0 && text_peek(text) != '=') {
		*metric = label.name;
		return true;
	}
	if (label.name.len == 0) {
		return text_refuse(text, begin, STR("labels are written name=\"value\""),
				"the name of a label is due here");
	}
	if (str_eq(label.name, STR("__name__"))) {
		return text_refuse(text, begin, STR("write it before the '{'"),
				"the name of a metric cannot be a label");
	}
	if (text_peek(text) != '=') {
		return text_refuse(text, text->at, STR("labels are written name=\"value\""),
				"no '=' after the name of a label");
	}
	text->at++;
	inner_blanks(text);
	if (text_peek(text) != '"') {
		return text_refuse(text, text->at, STR("labels are written name=\"value\""),
				"the value of a label stands in quotes");
	}
	if (!quoted_read(text, &label.value)) {
		return false;
	}
	*vec_add(labels, text->scratch) = label;
	return true;
}

bool text_labels(struct exposition_text *text, struct str *name, label_list *labels)
{
	size_t begin = text->at++;
	inner_blanks(text);
	while (text_peek(text) != '}') {
		if (!label_read(text, name, labels)) {
			return false;
		}
		inner_blanks(text);
		if (text_peek(text) == '}') {
			break;
		}
		if (text_peek(text) != ',') {
			return text_refuse(text, text->at, STR("write ',' or '}'"),
					"no ',' between labels");
		}
		text->at++;
		inner_blanks(text);
		if (text_peek(text) == '}' && text->is_strict) {
			return text_refuse(text, text->at - 1, STR("take the ',' away"),
					"a ',' without a label after it");
		}
	}
	text->at++;
	struct str twice;
	return labels_settle(labels, &twice)
	       || text_refuse(text, begin, STR("each label is named once"),
			       "label '" STR_FMT "' twice", STR_ARG(twice));
}

bool text_spelling(struct exposition_text *text, struct str *name, label_list *labels)
{
	*name = STR("");
	labels->len = 0;
	size_t begin = text->at;
	if (text_peek(text) != '{' && !text_metric(text, name)) {
		return false;
	}
	size_t end = text->at;
	inner_blanks(text);
	if (text_peek(text) != '{') {
		text->at = end;
		return true;
	}
	if (!text_labels(text, name, labels)) {
		return false;
	}
	return name->len
	       || text_refuse(text, begin, STR("write it before the '{', or in it in quotes"),
			       "a sample without the name of its metric");
}

struct str text_word(struct exposition_text *text)
{
	size_t begin = text->at;
	for (;; text->at++) {
		char c = text_peek(text);
		if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
			return str_slice(text->text, begin, text->at);
		}
	}
}

/* `word` is `name`, which is in small letters, in any case. */
static bool is_word(struct str word, struct str name)
{
	if (word.len != name.len) {
		return false;
	}
	for (size_t i = 0; i < word.len; i++) {
		if ((word.p[i] | 0x20) != name.p[i]) {
			return false;
		}
	}
	return true;
}

bool exposition_number(struct str word, double *value)
{
	if (number_read(word, value)) {
		return true;
	}
	if (is_word(word, STR("nan"))) {
		*value = (double)NAN;
		return true;
	}
	bool is_negative = str_starts(word, STR("-"));
	struct str rest = is_negative || str_starts(word, STR("+")) ? str_from(word, 1) : word;
	if (is_word(rest, STR("inf")) || is_word(rest, STR("infinity"))) {
		*value = is_negative ? (double)-INFINITY : (double)INFINITY;
		return true;
	}
	return false;
}

bool text_value(struct exposition_text *text, double *value)
{
	size_t begin = text->at;
	struct str word = text_word(text);
	if (exposition_number(word, value)) {
		return true;
	}
	if (word.len == 0) {
		return text_refuse(text, begin, STR("write the number, or NaN"),
				"the value of the sample is missing");
	}
	return text_refuse(text, begin,
			STR("numbers are decimal, with a point: 0.5, 1e9, NaN, +Inf"),
			"'" STR_FMT "' is no number", STR_ARG(str_slice(word, 0, 40)));
}
