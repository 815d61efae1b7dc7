/* SPDX-License-Identifier: MIT */
/*
 * The #if groups around a line, as far as they can be told without knowing any
 * macro: constantly false, constantly true, or a matter of the configuration.
 *
 * The include guard (a group around all of the file that tests a name which it
 * then defines) is no condition.  Whether a group is one is known only at the
 * end of the file: until then the first group is taken for one if it looks
 * like it, and condition_finish() says whether that was right.
 */
#ifndef LINTEL_SOURCES_TEXT_CONDITION_H
#define LINTEL_SOURCES_TEXT_CONDITION_H

#include "base/vec.h"
#include "facts/code.h"

struct arena;

/* Longer texts are cut, with an ellipsis: a condition is for people to read. */
#define CONDITION_TEXT_MAX 200
#define CONDITION_ELLIPSIS "…"

enum condition_value {
	CONDITION_FALSE,
	CONDITION_TRUE,
	CONDITION_UNKNOWN,
};

enum guard_state {
	/* No group yet, and nothing but comments. */
	GUARD_POSSIBLE,
	/* Inside a group that may be it. */
	GUARD_OPEN,
	/* That group has ended; nothing may follow. */
	GUARD_CLOSED,
	/* There is none. */
	GUARD_NONE,
};

struct condition_level {
	/* What holds in the branch at hand, with all that lies around it. */
	enum include_branch branch;
	enum include_branch outer;
	/* The innermost condition, in this branch and around the group. */
	struct str text;
	struct str outer_text;
	/* What #else would mean. */
	struct str opposite;
	/* A constantly true branch has been: the others are never taken. */
	bool is_settled;
	/* A branch that depends on the configuration has been. */
	bool is_doubtful;
};

struct conditions {
	/* All of it lives here, until the next file. */
	struct arena *arena;
	VEC(struct condition_level) levels;
	enum guard_state guard;
	/* What the guard tests, and its condition, in case that it is none. */
	struct str guard_name;
	struct str guard_text;
	bool is_guard_defined;
};

void conditions_init(struct conditions *conditions, struct arena *arena);

/* How the line at hand stands. */
enum include_branch conditions_branch(const struct conditions *conditions);
/* Its innermost condition; empty if there is none. */
struct str conditions_text(const struct conditions *conditions);

/* Something stands outside of all groups, so that no guard can surround the file. */
void conditions_code(struct conditions *conditions);

/* #if and its kin; `guard_name` is not empty if this tests that it is not defined. */
void conditions_if(struct conditions *conditions, struct str text, struct str guard_name);
/* Before the condition of an #elif is looked at: it stands in no branch. */
void conditions_between(struct conditions *conditions);
void conditions_elif(struct conditions *conditions, struct str text);
void conditions_else(struct conditions *conditions);
void conditions_endif(struct conditions *conditions);
void conditions_define(struct conditions *conditions, struct str name);

/* Whether the file has an include guard. */
bool conditions_finish(struct conditions *conditions);

/*
 * What a condition is whatever the macros are.  Only plain cases are seen:
 * numbers, joined by &&, || and !.
 */
enum condition_value condition_value(struct str text);

#endif
