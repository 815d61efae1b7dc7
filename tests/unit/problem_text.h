/* SPDX-License-Identifier: MIT */
/*
 * All problems as one text, a line each, in the order they came:
 *
 *	a.yaml:3:5+4: what is wrong | what to write
 */
#ifndef LINTEL_UNIT_PROBLEM_TEXT_H
#define LINTEL_UNIT_PROBLEM_TEXT_H

#include "base/buf.h"
#include "base/problem.h"

static inline struct str problem_text(struct arena *arena, const struct problems *problems)
{
	struct buf out = { 0 };
	vec_each (const struct problem, problem, &problems->list) {
		buf_fmt(&out, STR_FMT ":%u:%u+%u: %s" STR_FMT, STR_ARG(problem->place.path),
				problem->place.line, problem->place.column, problem->place.width,
				problem->is_warning ? "warning: " : "", STR_ARG(problem->text));
		if (problem->remedy.len) {
			buf_fmt(&out, " | " STR_FMT, STR_ARG(problem->remedy));
		}
		buf_add_char(&out, '\n');
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

#endif
