/* SPDX-License-Identifier: MIT */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char ELLIPSIS[] = "…";

static void text_end(struct err *err, int wanted)
{
	if (wanted < 0) {
		err->text[0] = '\0';
	} else if ((size_t)wanted >= sizeof(err->text)) {
		size_t at = sizeof(err->text) - sizeof(ELLIPSIS);
		/* Do not leave half of a UTF-8 character before it. */
		while (at > 0 && ((unsigned char)err->text[at] & 0xc0) == 0x80) {
			at--;
		}
		memcpy(err->text + at, ELLIPSIS, sizeof(ELLIPSIS));
	}
}

bool err_set(struct err *err, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	text_end(err, vsnprintf(err->text, sizeof(err->text), fmt, args));
	va_end(args);
	return false;
}

bool err_wrap(struct err *err, const char *fmt, ...)
{
	struct err inner = *err;
	va_list args;
	va_start(args, fmt);
	int len = vsnprintf(err->text, sizeof(err->text), fmt, args);
	va_end(args);
	if (len >= 0 && (size_t)len < sizeof(err->text)) {
		size_t room = sizeof(err->text) - (size_t)len;
		len += snprintf(err->text + len, room, ": %s", inner.text);
	}
	text_end(err, len);
	return false;
}

const char *err_errno(int number)
{
	const char *text = strerrordesc_np(number);
	return text ? text : "unknown error";
}
