/* SPDX-License-Identifier: MIT */
/*
 * What blocks a record is made of, as CommonMark says: headings, paragraphs,
 * items, quotes, code.  The only file that knows the Markdown library.
 *
 * The library is given a skeleton of the text, never the text: of each line the
 * marks that decide about blocks, a few at most, and an "x" for what follows.
 * So nothing within a line can be slow (brackets, emphasis, links), nothing
 * nests deeper than the skeleton lets it, and line numbers stay what they are.
 */
#ifndef LINTEL_SOURCES_DECISIONS_OUTLINE_H
#define LINTEL_SOURCES_DECISIONS_OUTLINE_H

#include "sources/decisions/record.h"

/* Fills `record->blocks` from the lines of the body. */
void outline_read(struct record *record);

#endif
