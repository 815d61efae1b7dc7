/* SPDX-License-Identifier: MIT */
#include "cli/show.h"

#include "base/buf.h"
#include "base/utf8.h"

/*
 * Characters that change what a terminal or a reader makes of the rest: C0 and
 * C1 controls, line separators, marks that turn the direction of writing.
 */
static bool is_harmful(uint32_t c)
{
	return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F)
	       || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF
	       || c == UTF8_BAD;
}

/* Azure and TeamCity obey these anywhere in a line. */
static bool is_command(struct str text)
{
	return str_starts(text, STR("##[")) || str_starts(text, STR("##vso["))
	       || str_starts(text, STR("##teamcity["));
}

void show_text(struct str text, struct buf *out)
{
	size_t at = 0;

	while (at < text.len) {
		size_t begin = at;
		if (is_command(str_from(text, at))) {
			buf_add_cstr(out, "# ");
			at++;
			continue;
		}
		if (!is_harmful(utf8_next(text, &at))) {
			buf_add(out, str_slice(text, begin, at));
			continue;
		}
		for (size_t i = begin; i < at; i++) {
			buf_fmt(out, "\\x%02x", (unsigned char)text.p[i]);
		}
	}
}

void show_place(const struct place *place, struct buf *out)
{
	/* GitHub obeys lines that begin with "::". */
	if (str_starts(place->path, STR("::"))) {
		buf_add_cstr(out, "./");
	}
	show_text(place->path, out);
	if (place->line) {
		buf_fmt(out, ":%u", place->line);
		if (place->column) {
			buf_fmt(out, ":%u", place->column);
		}
	}
}

void show_severity(enum severity severity, bool has_color, struct buf *out)
{
	static const char *const colors[] = {
		[SEVERITY_NONE] = "",
		[SEVERITY_INFO] = "\033[1;36m",
		[SEVERITY_WARNING] = "\033[1;33m",
		[SEVERITY_ERROR] = "\033[1;31m",
	};

	if (has_color) {
		buf_add_cstr(out, colors[severity]);
	}
	buf_add_cstr(out, severity_words[severity]);
	if (has_color) {
		buf_add_cstr(out, "\033[0m");
	}
}
