/* SPDX-License-Identifier: MIT */
#include "cli/csv.h"

#include "reports/escape.h"

void csv_text(struct str text, struct buf *out)
{
	struct buf shown;

	buf_init(&shown);
	escape_text(&shown, text);
	buf_add_char(out, '"');
	if (shown.len && strchr("=+-@\t", shown.p[0])) {
		buf_add_char(out, '\'');
	}
	for (size_t i = 0; i < shown.len; i++) {
		buf_add_cstr(out, shown.p[i] == '"' ? "\"" : "");
		buf_add_char(out, shown.p[i]);
	}
	buf_add_char(out, '"');
	buf_finish(&shown);
}
