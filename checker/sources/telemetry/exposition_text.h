/* SPDX-License-Identifier: MIT */
/*
 * The words of the two text formats, Prometheus text and OpenMetrics: names,
 * quoted text, labels and numbers.  Every function reads at the cursor and moves
 * it; what is wrong there is a refusal of the file, with its place.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_EXPOSITION_TEXT_H
#define LINTEL_SOURCES_TELEMETRY_EXPOSITION_TEXT_H

#include "sources/telemetry/labels.h"
#include "sources/telemetry/sink.h"

struct exposition_text {
	struct sink *sink;
	struct arena *scratch;
	struct str text;
	size_t at;
	uint32_t line;
	size_t line_begin;
	/* OpenMetrics: one space between words, none elsewhere, no comma at the end. */
	bool is_strict;
};

/* Refuses the file for what stands at `at`; always false. */
bool text_refuse(const struct exposition_text *text, size_t at, struct str remedy, const char *fmt,
		...) PRINTF_LIKE(4, 5);

/* The next character, or a line's end where there is none. */
static inline char text_peek(const struct exposition_text *text)
{
	return text->at < text->text.len ? text->text.p[text->at] : '\n';
}

/* Blanks and tabs, as many as there are. */
void text_blanks(struct exposition_text *text);
/* What separates two words: in OpenMetrics exactly one blank. */
NODISCARD bool text_separator(struct exposition_text *text);
/* Goes to the beginning of the next line; a line without an end is a cut-off file. */
NODISCARD bool text_line_end(struct exposition_text *text);
/* The rest of the line, without its end; it must be UTF-8. */
NODISCARD bool text_rest(struct exposition_text *text, struct str *rest);

/* The name of a metric, as it is or in quotes. */
NODISCARD bool text_metric(struct exposition_text *text, struct str *name);
/*
 * What a sample begins with: `name{label="value"}` or `{"name","label"="value"}`.
 * Labels are sorted; those without a value are as good as absent and left out.
 */
NODISCARD bool text_spelling(struct exposition_text *text, struct str *name, label_list *labels);
/* Labels in braces, from the opening one on; `name` is that of the metric if it stands there. */
NODISCARD bool text_labels(struct exposition_text *text, struct str *name, label_list *labels);

/* The word up to the next blank or line end. */
struct str text_word(struct exposition_text *text);
/* A word that is a number as both formats write it: NaN and Inf in any case. */
NODISCARD bool text_value(struct exposition_text *text, double *value);
/* The same for a label's text. */
NODISCARD bool exposition_number(struct str word, double *value);

#endif
