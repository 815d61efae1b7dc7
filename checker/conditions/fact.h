/* SPDX-License-Identifier: MIT */
/*
 * The facts that conditions can ask for, one row of facts.def each.  A new
 * fact is one row and one function:
 *
 *	FACT(code, fan_in, ARGUMENT_SELECTOR, CONDITION_NEEDS_CODE, "", "help", "example")
 *
 * has the function fact_code_fan_in(), in one of the files fact_*.c.
 */
#ifndef LINTEL_CONDITIONS_FACT_H
#define LINTEL_CONDITIONS_FACT_H

#include "conditions/condition.h"
#include "conditions/world.h"

struct arena;
struct cursor_row;

/* What stands in the parentheses, after the fact's name. */
enum fact_argument {
	/* Selectors, or nothing for everything. */
	ARGUMENT_SELECTOR,
	/* A path or a pattern of paths. */
	ARGUMENT_PATH,
	/* A path or a pattern of paths, and then a window if there is no `since`. */
	ARGUMENT_PATH_AND_WINDOW,
	/* A module, or `rule=ID` and `adr=ID`, which are labels of the term; or nothing. */
	ARGUMENT_FILTER,
	/* The name of a pillar or of a service level. */
	ARGUMENT_SUBJECT,
	/* The name of a service, or nothing for all of them. */
	ARGUMENT_SERVICE,
	/* A kind of records, and then `field=value`, which are labels of the term. */
	ARGUMENT_RECORDS,
	/* The same, and behind the fact's name a field, which is the term's `name`. */
	ARGUMENT_RECORDS_AND_FIELD,
};

/* Over what time a fact is taken together that has an ARGUMENT_PATH_AND_WINDOW. */
enum fact_over {
	/* All that is known. */
	OVER_ALL,
	/* What is so long before the moment at hand, and up to it. */
	OVER_WINDOW,
	/* All that came after a moment. */
	OVER_SINCE,
	/* The whole period of the calendar that the moment at hand lies in. */
	OVER_PERIOD,
};

struct fact_time {
	enum fact_over over;
	/* OVER_WINDOW */
	struct duration window;
	/* OVER_SINCE; MOMENT_EVER if it is not known. */
	moment since;
	/* OVER_PERIOD */
	enum period period;
};

struct fact_question {
	const struct term *term;
	const struct world *world;
	struct fact_time time;
	/* Nobody asks what it was before. */
	moment earliest;
	/* Shares of fewer commits are unknown; `min-samples`. */
	uint32_t min_samples;
	/* For what is said, and for rows, which need not outlive the evaluation. */
	struct arena *arena;
	struct arena *scratch;
};

struct fact_answer {
	double value;
	/* REASON_NONE if there is a value. */
	enum reason reason;
	/* With a reason: it lies between `value` and `high`. */
	bool is_between;
	double high;
	/* "14 modules use it", "src/net has 3 files"; may be empty. */
	struct str evidence;
	/* What it was and from when on, ascending up to as_of; NULL if only the present is known.
	 * The last row says the same as the value. */
	const struct cursor_row *rows;
	uint32_t row_count;
};

typedef void fact_fn(const struct fact_question *question, struct fact_answer *answer);

struct fact {
	/* "code", "git", "exceptions", "register", "pillar", "budget", "delivery". */
	struct str family;
	struct str name;
	enum fact_argument argument;
	/* Bits of enum condition_needs. */
	unsigned needs;
	/* Of its values; empty for a bare number. */
	struct str unit;
	/* One sentence for the reference. */
	struct str help;
	struct str example;
};

/* In the order of facts.def, ended by one without a family. */
extern const struct fact facts[];

/* The fact, or NULL; without a name, the first of the family. */
const struct fact *fact_find(struct str family, struct str name);

/*
 * Whether the name stands in the parentheses, code(fan_in, …), or, for all but
 * the first of the family, behind them: exceptions(…).expired.
 */
bool fact_family_has_names(struct str family);

/* What computes it. */
fact_fn *fact_function(const struct fact *fact);

#endif
