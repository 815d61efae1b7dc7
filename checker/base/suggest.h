/* SPDX-License-Identifier: MIT */
/*
 * "Did you mean": the known word nearest to what was written.
 */
#ifndef LINTEL_BASE_SUGGEST_H
#define LINTEL_BASE_SUGGEST_H

#include "base/str.h"

/* How many letters must change, be swapped, added or dropped; words over 64 bytes are far away. */
unsigned suggest_distance(struct str a, struct str b);

/* The nearest of `words`, or an empty text if none is near enough; the first of equals. */
struct str suggest(struct str written, const struct str *words, size_t count);

#endif
