/* SPDX-License-Identifier: MIT */
/*
 * What the directives of one file say, found by looking at the bytes once.
 */
#ifndef LINTEL_SOURCES_TEXT_SCAN_H
#define LINTEL_SOURCES_TEXT_SCAN_H

#include "sources/text/text.h"

/*
 * Fills the lines, includes, defines, tests and header names of `file` from
 * its text, which must be followed by a NUL.  All that stays is copied into
 * `kept`; `scratch` may be reset afterwards.
 */
void scan_text(struct text_file *file, struct str text, struct arena *kept, struct arena *scratch);

#endif
