/* SPDX-License-Identifier: MIT */
#include "cli/graph_text.h"

#include "base/buf.h"
#include "reports/escape.h"

void graph_dot_text(struct str text, struct buf *out)
{
	struct buf shown;

	buf_init(&shown);
	escape_text(&shown, text);
	for (size_t i = 0; i < shown.len; i++) {
		if (shown.p[i] == '"' || shown.p[i] == '\\') {
			buf_add_char(out, '\\');
		}
		buf_add_char(out, shown.p[i] == '\t' ? ' ' : shown.p[i]);
	}
	buf_finish(&shown);
}
