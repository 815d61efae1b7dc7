/* SPDX-License-Identifier: MIT */
/*
 * The one pattern language: paths, symbols, module names.
 *
 * `*` and `?` stay within a segment, `**` as a whole segment crosses any number
 * of them, `[a-z]` and `[!a-z]` are classes, `{name}` binds one non-empty run
 * within a segment.  A pattern without any of these that names a folder means
 * its whole tree.  Case counts.  Matching is bounded by the product of the two
 * lengths, whatever the pattern.
 */
#ifndef LINTEL_BASE_GLOB_H
#define LINTEL_BASE_GLOB_H

#include "base/attr.h"
#include "base/str.h"

struct err;

/* Whether `pattern` is one; otherwise says what is wrong with it. */
NODISCARD bool glob_check(struct str pattern, struct err *err);

/* `pattern` must have passed glob_check(). */
bool glob_match(struct str pattern, struct str text);

/* The same, and yields what `{name}` bound: empty if the pattern has none. */
bool glob_bind(struct str pattern, struct str text, struct str *bound);

/* Whether it has any special character. */
bool glob_is_pattern(struct str pattern);

/* The name between the braces of the first `{name}`, or empty. */
struct str glob_variable(struct str pattern);

/* How many characters stand before the first special one: how specific it is. */
size_t glob_literal(struct str pattern);

#endif
