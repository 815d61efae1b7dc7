/* SPDX-License-Identifier: MIT */
#include "base/field.h"

#include "base/arena.h"
#include "base/utf8.h"

void field_write(struct buf *out, struct str field)
{
	size_t at = 0;
	while (at < field.len) {
		size_t begin = at;
		uint32_t code = utf8_next(field, &at);
		struct str bytes = str_slice(field, begin, at);
		if (utf8_is_shown(code) && code != '\\') {
			buf_add(out, bytes);
		} else if (code == '\\' || code == '\t' || code == '\n') {
			buf_add_char(out, '\\');
			buf_add_char(out, code == '\\' ? '\\' : code == '\t' ? 't' : 'n');
		} else {
			for (size_t i = 0; i < bytes.len; i++) {
				buf_fmt(out, "\\x%02x", (unsigned)(unsigned char)bytes.p[i]);
			}
		}
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that the escape at `*at` (on its backslash) stands for, or -1. */
static int escape_read(struct str field, size_t *at)
{
	size_t i = *at + 1;
	char c = i < field.len ? field.p[i] : '\0';
	if (c == 'x' && i + 2 < field.len) {
		int high = hex_digit(field.p[i + 1]);
		int low = hex_digit(field.p[i + 2]);
		*at = i + 3;
		return high < 0 || low < 0 ? -1 : high * 16 + low;
	}
	*at = i + 1;
	return c == '\\' ? '\\' : c == 't' ? '\t' : c == 'n' ? '\n' : -1;
}

bool field_read(struct arena *arena, struct str field, struct str *text)
{
	*text = field;
	if (str_find(field, '\\') == field.len) {
		return true;
	}
	char *out = arena_alloc(arena, field.len + 1);
	size_t len = 0;
	size_t at = 0;
	while (at < field.len) {
		int byte = (unsigned char)field.p[at];
		if (byte == '\\') {
			byte = escape_read(field, &at);
		} else {
			at++;
		}
		if (byte < 0) {
			return false;
		}
		out[len++] = (char)byte;
	}
	*text = (struct str){ out, len };
	return true;
}
