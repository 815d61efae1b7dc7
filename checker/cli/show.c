/* SPDX-License-Identifier: MIT */
#include "cli/show.h"

#include "base/buf.h"
#include "reports/escape.h"

void show_place(const struct place *place, struct buf *out)
{
	escape_text(out, place->path);
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
