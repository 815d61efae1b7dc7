/* SPDX-License-Identifier: MIT */
/*
 * UTF-8, one code point at a time.  Whatever is not UTF-8 (stray bytes, long
 * forms, surrogates) is answered, not refused, so that text from anywhere can
 * be written somewhere.
 */
#ifndef LINTEL_BASE_UTF8_H
#define LINTEL_BASE_UTF8_H

#include "base/buf.h"

/* What utf8_next() answers for bytes that are no UTF-8. */
#define UTF8_BAD UINT32_MAX

/* U+FFFD, written for such bytes. */
#define UTF8_REPLACEMENT "\xef\xbf\xbd"

/*
 * The code point at `*at`, which must be below the length; moves `*at` behind
 * it.  Bytes that are no UTF-8 are taken up to where a character may begin
 * again, so that each broken character is answered once.
 */
uint32_t utf8_next(struct str s, size_t *at);

/* Writes a code point; what is none becomes U+FFFD. */
void utf8_add(struct buf *out, uint32_t code);

/*
 * Whether a terminal or an editor shows the character as itself: it is no
 * control, no line separator, no mark that turns the direction of writing or
 * cannot be seen, and not UTF8_BAD.
 */
bool utf8_is_shown(uint32_t code);

/* How many columns of a terminal it takes: 0, 1 or 2. */
unsigned utf8_columns(uint32_t code);

/* How many columns all of its characters take. */
size_t utf8_width(struct str s);

/* How many leading bytes are UTF-8: `s.len` if all of it is. */
size_t utf8_valid(struct str s);

#endif
