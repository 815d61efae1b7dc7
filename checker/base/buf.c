/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "base/arena.h"

static void buf_reserve(struct buf *buf, size_t more)
{
	size_t wanted = size_add(size_add(buf->len, more), 1);
	if (buf->p && wanted <= buf->cap) {
		return;
	}
	size_t cap = size_mul(buf->cap ? buf->cap : 128, 2);
	if (cap < wanted) {
		cap = wanted;
	}
	char *larger = realloc(buf->p, cap);
	if (!larger) {
		die_oom();
	}
	buf->p = larger;
	buf->cap = cap;
}

void buf_init(struct buf *buf)
{
	*buf = (struct buf){ 0 };
	buf_reserve(buf, 0);
	buf->p[0] = '\0';
}

void buf_finish(struct buf *buf)
{
	free(buf->p);
	*buf = (struct buf){ 0 };
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	if (buf->p) {
		buf->p[0] = '\0';
	}
}

void buf_add(struct buf *buf, struct str s)
{
	buf_reserve(buf, s.len);
	if (s.len) {
		memcpy(buf->p + buf->len, s.p, s.len);
	}
	buf->len += s.len;
	buf->p[buf->len] = '\0';
}

void buf_add_cstr(struct buf *buf, const char *text)
{
	buf_add(buf, str_of(text));
}

void buf_add_char(struct buf *buf, char c)
{
	buf_add(buf, (struct str){ &c, 1 });
}

void buf_add_repeat(struct buf *buf, char c, size_t count)
{
	buf_reserve(buf, count);
	memset(buf->p + buf->len, c, count);
	buf->len += count;
	buf->p[buf->len] = '\0';
}

void buf_fmt(struct buf *buf, const char *fmt, ...)
{
	va_list args;
	va_list again;
	va_start(args, fmt);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len > 0) {
		buf_reserve(buf, (size_t)len);
		vsnprintf(buf->p + buf->len, (size_t)len + 1, fmt, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){ buf->p ? buf->p : "", buf->len };
}
