/* SPDX-License-Identifier: MIT */
/*
 * The atoms of conditions, and the arguments of those that are written like
 * functions.  Only the files that parse them include this.
 */
#ifndef LINTEL_CONDITIONS_OPERAND_H
#define LINTEL_CONDITIONS_OPERAND_H

#include "conditions/parser.h"

#define ARGUMENTS_MAX 32

struct arguments {
	struct argument list[ARGUMENTS_MAX];
	size_t len;
	/* From the opening parenthesis to behind the closing one. */
	size_t begin;
	size_t end;
};

/* Reads what stands in the parenthesis that is the token, and the one that closes it. */
NODISCARD bool arguments_parse(struct parser *parser, struct arguments *arguments);

/* An error at an argument; always false. */
bool argument_fail(struct parser *parser, const struct argument *argument, struct str remedy,
		const char *fmt, ...) PRINTF_LIKE(4, 5);

/* One word, or in quotes. */
NODISCARD bool argument_is_plain(struct parser *parser, const struct argument *argument);

/* `name=value`, or several in braces; labels_parse() adds them to the term. */
bool argument_is_label(const struct argument *argument);
NODISCARD bool labels_parse(
		struct parser *parser, const struct argument *argument, struct term *term);

/*
 * Each fills the term in.  The token is the one behind the atom's word; `begin`
 * is where that word stands.
 */
bool metric_parse(struct parser *parser, struct term *term, size_t begin);
bool baseline_parse(struct parser *parser, struct term *term, size_t begin);
bool fact_parse(struct parser *parser, struct term *term, size_t begin);
bool record_parse(struct parser *parser, struct term *term, size_t begin);
bool age_parse(struct parser *parser, struct term *term, size_t begin);
bool manual_parse(struct parser *parser, struct term *term, size_t begin);
bool day_parse(struct parser *parser, struct term *term, size_t begin);
bool field_parse(struct parser *parser, struct term *term, size_t begin);

/* register(KIND, field=value, …), and behind it .sum(FIELD) and the like. */
NODISCARD bool records_parse(struct parser *parser, struct term *term,
		const struct argument *arguments, size_t count, size_t end);
NODISCARD bool records_field_parse(struct parser *parser, struct term *term);
/* pillar(NAME), budget(NAME) */
NODISCARD bool subject_parse(struct parser *parser, struct term *term,
		const struct argument *arguments, size_t count, size_t end);

/* That of fields of type duration: milliseconds. */
struct unit unit_of_durations(void);

/* Which record the argument calls; an error if there is none, NONE if none are known. */
void record_find(struct parser *parser, const struct argument *name, struct term *term);

/* The words of aggregates, ended by an empty one; percentiles are p50, p99.9 and so on. */
extern const struct str aggregate_words[];

/* "value" of FIELD_VALUE is "field"; "count", "sum", …: indexed by enum field_of. */
extern const struct str field_words[];

/* "p95" */
void aggregate_write(const struct term *term, struct buf *out);

#endif
