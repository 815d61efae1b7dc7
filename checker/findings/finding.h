/* SPDX-License-Identifier: MIT */
/*
 * A finding: something that does not hold, with everything that a reader needs
 * to know of it.  Rules add findings to a list of their own; the engine joins
 * the lists and sorts them, so their order never depends on threads.
 *
 * Texts live in the arena of the list, or longer.
 */
#ifndef LINTEL_FINDINGS_FINDING_H
#define LINTEL_FINDINGS_FINDING_H

#include "base/date.h"
#include "base/hash.h"
#include "base/place.h"
#include "base/vec.h"
#include "config/severity.h"

struct arena;

#define FINDING_NEVER INT32_MAX

/* What brought it about: only what a change caused may block a pull request. */
enum finding_class {
	CLASS_CHANGE,
	CLASS_CLOCK,
	CLASS_DATA,
};

enum finding_state {
	/* Neither in the baseline nor excepted: this decides the gate. */
	FINDING_NEW,
	FINDING_BASELINED,
	FINDING_EXCEPTED,
	/* It was there before the change that is judged (`--since`). */
	FINDING_LEFT,
};

/* What a gate makes of it; set by the verdict, never by a rule. */
enum finding_level {
	LEVEL_NONE,
	/* Shown, and not for this gate to answer. */
	LEVEL_NOTE,
	LEVEL_INFO,
	LEVEL_WARNING,
	LEVEL_ERROR,
};

/* One step of a chain, or one of the places that belong to it. */
struct evidence {
	struct place place;
	/* "includes src/core/cache.h" */
	struct str text;
};

struct finding {
	struct str rule;
	enum severity severity;
	enum finding_class class;
	enum finding_level level;
	/* It says that something could not be judged. */
	bool is_unknown;
	/* The change that is judged touches what it is about: it decides, whatever its class. */
	bool is_touched;
	/* "net calls app, which is a layer above" */
	struct str message;
	/* A real file and line: a project-level finding points at its configuration. */
	struct place place;
	/* What the caret points at: "a call; app_notify is defined at src/app/notify.c:41". */
	struct str label;
	/*
	 * The steps of a chain, the first of which may be at `place`; or other
	 * places that belong to it.
	 */
	struct evidence *evidence;
	size_t evidence_len;
	/* Why it was decided: the rule's reason and decision; either may be empty. */
	struct str reason;
	struct str adr;
	struct str docs;
	struct str action;
	/* How to mend it. */
	struct str remedy;
	/* What else there is of it: "11 other chains from pricing end there". */
	struct str also;

	/* What the fingerprint is made of, besides the rule; readable in the baseline. */
	/* A use kind, "cycle", "metric", "unit", … */
	struct str kind;
	/* The path where it stands, or the module. */
	struct str source;
	/* A symbol, a path, or the sorted members of a cycle. */
	struct str target;
	struct hash fingerprint;

	enum finding_state state;
	/* FINDING_EXCEPTED: the exception's id.  A finding that is back names the expired one. */
	struct str exception;
	/* The last day of that exception, or FINDING_NEVER for a permanent one. */
	date_day exception_ends;
	/* The line it stands on and the one before, for the excerpt; from inside the tree only. */
	struct str line_text;
	struct str line_before;
	/*
	 * Set by exceptions and baseline, never by a rule: "not in the
	 * baseline", "excepted by EX-1 until 2027-01-31 (team-net)".
	 */
	struct str note;
};

struct findings {
	struct arena *arena;
	VEC(struct finding) list;
};

void findings_init(struct findings *findings, struct arena *arena);

/*
 * Adds a finding with these parts and the rest empty, its fingerprint
 * computed; the address holds until the next one is added.
 */
struct finding *finding_add(struct findings *findings, struct str rule, enum severity severity,
		struct str kind, struct str source, struct str target, struct place place);

/* hash of rule, kind, source and target: no line, no message, no severity. */
struct hash finding_fingerprint(
		struct str rule, struct str kind, struct str source, struct str target);

/* By path, line, column, rule, message, target; then drops equal ones. */
void findings_sort(struct findings *findings);

/* Whether `text` is a fingerprint or a prefix of one that is long enough to name it (8 digits). */
bool fingerprint_is_prefix(struct str text);
/* Whether the fingerprint begins with these lower-case hexadecimal digits. */
bool fingerprint_has_prefix(struct hash fingerprint, struct str prefix);

#endif
