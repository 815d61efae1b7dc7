/* SPDX-License-Identifier: MIT */
#include "sources/decisions/settled.h"

#include "base/arena.h"
#include "base/buf.h"

static bool is_loose(enum key_kind key)
{
	return key == KEY_STATUS || key == KEY_DATE || key == KEY_REVIEWED || key == KEY_REVIEW_BY
	       || key == KEY_SUPERSEDED_BY || key == KEY_AMENDED_BY;
}

static void lines_loosen(struct record *record, uint32_t first, uint32_t last)
{
	for (uint32_t n = first ? first : 1; n <= last && n <= record->line_count; n++) {
		record->loose[n - 1] = true;
	}
}

void settled_loosen(struct record *record, enum key_kind key, uint32_t first, uint32_t last)
{
	if (is_loose(key) && first) {
		lines_loosen(record, first, last);
	}
}

static void sections_loosen(struct record *record)
{
	vec_each (const struct section, section, &record->sections) {
		bool is_status = section->in_header
				 && (section->kind == SECTION_STATUS
						 || section->kind == SECTION_DATE);
		bool is_log = section->kind == SECTION_REVIEWS
			      || section->kind == SECTION_AMENDMENTS;
		uint32_t heading = record->blocks.p[section->block].first;
		if (is_status) {
			lines_loosen(record, section->first, section->own_last);
		} else if (is_log) {
			/* The heading too: it comes with the first row. */
			lines_loosen(record, heading, section->last);
		}
	}
}

static void links_loosen(struct record *record)
{
	vec_each (const struct decision_link, link, &record->decision->links) {
		bool is_back = link->kind == LINK_SUPERSEDED_BY || link->kind == LINK_AMENDED_BY;
		if (is_back && link->place.line) {
			lines_loosen(record, link->place.line, link->place.line);
		}
	}
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void words_add(struct buf *out, struct str line)
{
	for (size_t at = 0; at < line.len;) {
		size_t end = at;
		while (end < line.len && !is_space(line.p[end])) {
			end++;
		}
		if (end > at) {
			buf_add_char(out, ' ');
			buf_add(out, str_slice(line, at, end));
		}
		at = end + 1;
	}
}

void settled_hash(struct record *record)
{
	struct buf out;
	buf_init(&out);
	sections_loosen(record);
	links_loosen(record);
	for (uint32_t n = 1; n <= record->line_count; n++) {
		if (!record->loose[n - 1]) {
			words_add(&out, record_line(record, n));
		}
	}
	record->decision->settled = hash_of(buf_str(&out));
	buf_finish(&out);
}
