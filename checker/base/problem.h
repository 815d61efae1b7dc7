/* SPDX-License-Identifier: MIT */
/*
 * Everything that is wrong with what a user wrote, collected so that all of it
 * is shown at once.  Readers add; cli/ prints, with an excerpt and a caret.
 */
#ifndef LINTEL_BASE_PROBLEM_H
#define LINTEL_BASE_PROBLEM_H

#include "base/place.h"
#include "base/vec.h"

struct arena;

struct problem {
	struct place place;
	/* What is wrong: lower case, no full stop. */
	struct str text;
	/* What to write instead; may be empty. */
	struct str remedy;
	bool is_warning;
};

struct problems {
	struct arena *arena;
	VEC(struct problem) list;
	size_t errors;
};

void problems_init(struct problems *problems, struct arena *arena);

/* Adds an error.  `remedy` may be empty; all texts are copied.  Always returns false. */
bool problem_add(struct problems *problems, struct place place, struct str remedy, const char *fmt,
		...) PRINTF_LIKE(4, 5);

void problem_warn(struct problems *problems, struct place place, struct str remedy, const char *fmt,
		...) PRINTF_LIKE(4, 5);

/* By place, then text; equal ones become one. */
void problems_sort(struct problems *problems);

#endif
