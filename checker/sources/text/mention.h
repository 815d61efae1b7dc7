/* SPDX-License-Identifier: MIT */
/*
 * Where comments name a decision record: "ADR-0012", "adr/0012-units.md".
 */
#ifndef LINTEL_SOURCES_TEXT_MENTION_H
#define LINTEL_SOURCES_TEXT_MENTION_H

#include "sources/text/text.h"

/*
 * Fills in the mentions of `file` from its text, which must be followed by a
 * NUL.  Most files hold no mark at all, and are passed at the speed of
 * memchr(); only in one that does are comments looked for.
 */
void mentions_scan(struct text_file *file, struct str text, const struct text_marks *marks,
		struct arena *kept, struct arena *scratch);

#endif
