/* SPDX-License-Identifier: MIT */
/*
 * Growing bytes, for text that is built and then written or copied.
 *
 * `p` is never NULL and always ends in a NUL that does not count, also in a
 * buffer of static zeroes after its first use.  A buffer owns its memory until
 * buf_finish().  Nothing here fails: without memory the program ends.
 */
#ifndef LINTEL_BASE_BUF_H
#define LINTEL_BASE_BUF_H

#include "base/attr.h"
#include "base/str.h"

struct buf {
	char *p;
	size_t len;
	size_t cap;
};

void buf_init(struct buf *buf);
void buf_finish(struct buf *buf);
/* Empties it and keeps the memory. */
void buf_clear(struct buf *buf);

void buf_add(struct buf *buf, struct str s);
void buf_add_cstr(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_add_repeat(struct buf *buf, char c, size_t count);
void buf_fmt(struct buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* What it holds now; borrowed until the next change. */
struct str buf_str(const struct buf *buf);

#endif
