/* SPDX-License-Identifier: MIT */
/*
 * Prose that others wrote, filled into the columns of a terminal.  Whatever a
 * terminal would obey is shown instead of obeyed, wide characters count for two
 * columns, and a word that is longer than a line is broken.
 */
#ifndef LINTEL_CLI_PARAGRAPH_H
#define LINTEL_CLI_PARAGRAPH_H

#include "base/buf.h"

/* What stands in front of each line, and where lines end. */
struct paragraph {
	size_t indent;
	size_t width;
	/* The terminal shows no more than ASCII. */
	bool is_ascii;
};

/*
 * Adds `text` behind what takes `column` columns of this line already, and ends
 * the line.  White space of any kind is one blank.
 */
void paragraph_add(struct buf *out, const struct paragraph *form, size_t column, struct str text);

/* How many columns `text` takes when it is shown on one line. */
size_t paragraph_columns(struct str text, bool is_ascii);

#endif
