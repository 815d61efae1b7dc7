/* SPDX-License-Identifier: MIT */
/*
 * A condition as it was written, understood: a list of terms, operands before
 * what is made of them, so that it is evaluated in one pass from front to back
 * and nothing here recurs on what somebody wrote.
 *
 *	metric(checkout.latency, p95, 7d) >= 200 ms for 14d
 *	code(fan_in, core) > baseline * 1.5 and not adr(ADR-0012).status is superseded
 *
 * A condition lives in the arena it was parsed into and never changes.
 */
#ifndef LINTEL_CONDITIONS_CONDITION_H
#define LINTEL_CONDITIONS_CONDITION_H

#include "base/calendar.h"
#include "base/place.h"
#include "base/quantity.h"
#include "base/vec.h"
#include "facts/decision.h"
#include "facts/measure.h"

struct arena;
struct fact;
struct problems;
struct register_kind;
struct registers;
struct selector;

/* Terms within one another, and all of them. */
#define CONDITION_DEPTH_MAX 32
#define CONDITION_TERMS_MAX 1000
#define CONDITION_BYTES_MAX 16384

enum term_kind {
	/* Truths made of truths. */
	TERM_AND,
	TERM_OR,
	TERM_NOT,
	/* At least `number` of its operands: `all {…}`, `any {…}`, `2 of {…}`. */
	TERM_COUNT,

	/* Truths made of quantities or facts: these are the atoms. */
	TERM_COMPARE,
	/* `after DATE`, `on DATE`, `between DATE .. DATE`: true in [first, last). */
	TERM_DATE,
	/* `adr(ID).status is WORD`, or `becomes`: since the last review it was something else. */
	TERM_STATUS,
	TERM_FIRED,
	/* `has(FIELD)`: the record that it stands in says so much. */
	TERM_HAS,
	/* `field(FIELD) is WORD`: a value of it is `argument`. */
	TERM_IS,
	TERM_MANUAL,

	/* Quantities. */
	TERM_NUMBER,
	TERM_METRIC,
	/* code(…), git(…), exceptions(…), register(…), pillar(…), budget(…), delivery(…): a row of
	 * facts.def. */
	TERM_FACT,
	/* field(…), count(…), until(…): of the record of a register that it stands in. */
	TERM_FIELD,
	/* The value of the fact or metric that it is compared with, when last reviewed. */
	TERM_BASELINE,
	TERM_AGE,
	TERM_ADD,
	TERM_SUBTRACT,
	TERM_MULTIPLY,
	TERM_DIVIDE,
	TERM_NEGATE,
};

enum comparison {
	LESS,
	LESS_OR_EQUAL,
	GREATER,
	GREATER_OR_EQUAL,
	EQUAL,
	NOT_EQUAL,
};

enum aggregate {
	AGGREGATE_LAST,
	AGGREGATE_MIN,
	AGGREGATE_MAX,
	AGGREGATE_MEAN,
	AGGREGATE_SUM,
	AGGREGATE_COUNT,
	/* `percentile` says which. */
	AGGREGATE_PERCENTILE,
	/* Of a counter, a second. */
	AGGREGATE_RATE,
	/* By how much it grew: a counter's resets are seen. */
	AGGREGATE_DELTA,
	/* Least squares, a day. */
	AGGREGATE_SLOPE,
};

enum age_of {
	AGE_ACCEPTED,
	AGE_REVIEWED,
	/* Of the record's last change: history. */
	AGE_CHANGED,
	AGE_PROPOSED,
};

/* What is asked of a field; sums and the like of lists, of groups and of references. */
enum field_of {
	FIELD_VALUE,
	/* How many values it has. */
	FIELD_COUNT,
	FIELD_SUM,
	FIELD_LEAST,
	FIELD_MOST,
	/* How long until the date is over, and how long it has been over. */
	FIELD_UNTIL,
	FIELD_PAST,
};

struct term {
	enum term_kind kind;
	/* What it stands for in the text, and where. */
	struct str text;
	struct place place;
	/* Numbers of its operands in condition.terms, all below its own. */
	const uint32_t *operands;
	uint32_t operand_count;
	/* Lists of operands are flat: `a and b and c` is one term. */

	/* TERM_COUNT */
	uint32_t number;
	/* TERM_COMPARE */
	enum comparison comparison;
	/* Quantities: the unit, known while parsing; a metric's is the declared one. */
	struct unit unit;
	/* TERM_NUMBER, in `unit`. */
	double value;
	/* TERM_NUMBER compared with an age, in `mo q y`: `window` is what was written. */
	/* TERM_METRIC: the name as written; NULL if no metric is declared so. */
	struct str name;
	const struct metric *metric;
	enum aggregate aggregate;
	double percentile;
	bool has_window;
	struct duration window;
	/* Further labels that the series must have; TERM_FACT: `rule=ID` and the like. */
	const struct label *labels;
	size_t label_count;
	/* TERM_FACT; its window, where it takes one, is `window`. */
	const struct fact *fact;
	/* A path, a module, a name, without quotes; selectors, joined by ", ". */
	struct str argument;
	/* Compiled from `argument` where the fact takes selectors; NULL = everything. */
	const struct selector *selector;
	/* TERM_BASELINE: the term, a quantity, whose earlier value it stands for; it may come
	 * later in the list. */
	uint32_t stands_for;
	/* TERM_DATE, in UTC: from the first up to, not including, the last. */
	moment first;
	moment last;
	/* TERM_STATUS, TERM_FIRED: the record's number, or NONE if the records are not known; it
	 * is `name` as written. */
	uint32_t record;
	enum decision_status status;
	bool is_edge;
	/* TERM_MANUAL: `name` is what somebody must look at; how long their word counts. */
	struct duration every;
	/* TERM_AGE */
	enum age_of age;
	/* TERM_HAS, TERM_IS, TERM_FIELD: `name` is a field, or "of.field": of a group, or of the
	 * record that it names. */
	enum field_of field_of;
	/* What it names is not there, in a condition that was not written for this repository:
	 * why it is unknown, and what to declare. */
	enum reason missing;
	struct str missing_text;
	/* A quantity whose unit nobody knows before it is evaluated. */
	bool has_no_unit;
};

/* Whether a term is true or false, and not so much of something. */
static inline bool term_is_truth(enum term_kind kind)
{
	return kind <= TERM_MANUAL;
}

/* Whether a quantity is a time that passes: an age, or how long until a date. */
static inline bool term_is_time(const struct term *term)
{
	return term->kind == TERM_AGE
	       || (term->kind == TERM_FIELD
			       && (term->field_of == FIELD_UNTIL || term->field_of == FIELD_PAST));
}

/* What `on-missing` makes of unknown. */
enum on_missing {
	MISSING_UNKNOWN,
	MISSING_TRUE,
	MISSING_FALSE,
};

enum anchor {
	/* The last review, or acceptance without one. */
	ANCHOR_REVIEW,
	ANCHOR_ACCEPTED,
	ANCHOR_DATE,
};

struct condition {
	struct str text;
	struct place place;
	struct term *terms;
	uint32_t term_count;
	/* The number of the term that it all comes to. */
	uint32_t root;
	/* `for 14d` (exact: rolling) or `for 2 quarters` (complete periods of the calendar). */
	bool has_for;
	struct duration for_length;
	bool is_periodic;
	enum period period;
	uint32_t period_count;
	/* `hold 7d`: true for so long after it was last true; 0 = not at all. */
	struct duration hold;
	/* `clear when`: the term that lets it be false again, or NONE. */
	uint32_t clear;
	/* `since` is written; else it is the last review. */
	bool has_since;
	enum anchor since;
	moment since_moment;
	/* 0 = what the metric or the default says. */
	uint32_t min_samples;
	/* 0 to 1; negative = the default. */
	double coverage;
	struct duration stale_after;
	enum on_missing on_missing;
};

/* What a condition may name; any of the pointers may be NULL, and then it is not checked. */
struct condition_names {
	const struct metrics *metrics;
	const struct decisions *decisions;
	const struct code *code;
	/* Ids of the configured rules. */
	const struct str *rules;
	size_t rule_count;
	/* The kinds of records; register(KIND, …). */
	const struct registers *registers;
	/* The kind that the condition stands in: what field(NAME) may name. */
	const struct register_kind *kind;
	/*
	 * What is not there (a metric, a module, a kind, a field of one) is no error but unknown:
	 * the condition is a pack's, which is not written for one repository.
	 */
	bool is_general;
};

/*
 * Reads a condition that stands at `place`; line breaks in `text` count as line
 * breaks of the file.  All errors go to `problems`, each at its word, with what
 * to write instead.  NULL if there was any.
 */
NODISCARD const struct condition *condition_parse(struct arena *arena, struct str text,
		struct place place, const struct condition_names *names, struct problems *problems);

/*
 * The same for a quantity alone: what `derived:` metrics are made of.  The root
 * of the result is a quantity.
 */
NODISCARD const struct condition *condition_parse_quantity(struct arena *arena, struct str text,
		struct place place, const struct condition_names *names, struct problems *problems);

/*
 * Whether a text was meant as a condition: it begins with a word of the language
 * followed by what that word asks for.  What is no condition is prose.
 */
bool condition_is_meant(struct str text);

/* A hash of its words: white space and line breaks do not count. */
struct hash condition_hash(struct str text);

/* What must be gathered to evaluate it: bits of enum condition_needs. */
unsigned condition_needs(const struct condition *condition);

enum condition_needs {
	CONDITION_NEEDS_METRICS = 1 << 0,
	CONDITION_NEEDS_CODE = 1 << 1,
	CONDITION_NEEDS_SYMBOLS = 1 << 2,
	CONDITION_NEEDS_FINDINGS = 1 << 3,
	CONDITION_NEEDS_HISTORY = 1 << 4,
};

/* Writes it as it was understood, bracketed, units and defaults named; it reads back as the same.
 */
void condition_write(const struct condition *condition, struct buf *out);

#endif
