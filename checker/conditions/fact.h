/* SPDX-License-Identifier: MIT */
/*
 * The facts that conditions can ask for, one row of facts.def each:
 *
 *	FACT(code, fan_in, modules, NEEDS_CODE, "…help…", "code(fan_in, core) > 25")
 *
 * whose function is fact_code_fan_in().  A new fact is one row and one function.
 */
#ifndef LINTEL_CONDITIONS_FACT_H
#define LINTEL_CONDITIONS_FACT_H

#include "conditions/condition.h"
#include "conditions/world.h"

/* What stands after the fact's name. */
enum fact_argument {
	/* Nothing. */
	ARGUMENT_NONE,
	/* A selector, or nothing for everything. */
	ARGUMENT_SELECTOR,
	/* A selector that must be there. */
	ARGUMENT_SELECTOR_REQUIRED,
	/* A path or a glob of paths. */
	ARGUMENT_PATH,
	/* `rule=ID`, `adr=ID`, a module; or nothing. */
	ARGUMENT_FILTER,
	/* A path, and then a window. */
	ARGUMENT_PATH_AND_WINDOW,
	/* A name. */
	ARGUMENT_NAME,
};

struct fact_answer {
	double value;
	/* REASON_NONE if there is a value. */
	enum reason reason;
	/* "14 modules use it", "src/net has 3 files"; may be empty. */
	struct str evidence;
};

typedef void fact_fn(const struct term *term, const struct world *world, struct arena *arena,
		struct fact_answer *answer);

struct fact {
	/* "code", "git", "exceptions", "register", "pillar". */
	const char *family;
	const char *name;
	enum fact_argument argument;
	/* Bits of enum condition_needs. */
	unsigned needs;
	/* Of its values; empty for a bare number. */
	const char *unit;
	/* One sentence for the reference. */
	const char *help;
	const char *example;
	fact_fn *value;
};

/* In the order of facts.def, ended by one without a family. */
extern const struct fact facts[];

/* The fact, or NULL. */
const struct fact *fact_find(struct str family, struct str name);

#endif
