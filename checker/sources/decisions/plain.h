/* SPDX-License-Identifier: MIT */
/*
 * What a line of Markdown says, without its marks.
 */
#ifndef LINTEL_SOURCES_DECISIONS_PLAIN_H
#define LINTEL_SOURCES_DECISIONS_PLAIN_H

#include "base/str.h"

struct arena;

/* No more of a text than this is looked at. */
#define PLAIN_MAX ((size_t)4096)

/*
 * Without emphasis, code marks, comments, tags and escapes; a link is its text.
 * White space is trimmed.
 */
struct str plain_text(struct arena *arena, struct str raw);

/*
 * Without what decorates a value: emoji, quotes, braces, brackets, white space
 * and punctuation at both ends.  A slice of `text`.
 */
struct str plain_bare(struct str text);

#endif
