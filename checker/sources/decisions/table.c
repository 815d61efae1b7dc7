/* SPDX-License-Identifier: MIT */
#include "sources/decisions/table.h"

void row_split(struct row *row, struct str line)
{
	row->len = 0;
	line = str_trim(line);
	if (line.len && line.p[0] == '|') {
		line = str_from(line, 1);
	}
	size_t begin = 0;
	for (size_t i = 0; i <= line.len && row->len < TABLE_CELLS_MAX; i++) {
		bool is_bar = i < line.len && line.p[i] == '|' && (i == 0 || line.p[i - 1] != '\\');
		/* What follows the last bar is a cell only if there is something. */
		bool is_end = i == line.len && begin < line.len;
		if (is_bar || is_end) {
			row->cells[row->len++] = str_trim(str_slice(line, begin, i));
			begin = i + 1;
		}
	}
}

bool row_is_delimiter(struct str line)
{
	size_t dashes = 0;
	size_t bars = 0;
	line = str_trim(line);
	for (size_t i = 0; i < line.len; i++) {
		char c = line.p[i];
		dashes += c == '-' ? 1 : 0;
		bars += c == '|' ? 1 : 0;
		if (c != '-' && c != '|' && c != ':' && c != ' ' && c != '\t') {
			return false;
		}
	}
	return dashes > 0 && bars > 0;
}
