/* SPDX-License-Identifier: MIT */
#include "sources/decisions/record.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

#include <stdarg.h>

struct str record_line(const struct record *record, uint32_t number)
{
	return number > 0 && number <= record->line_count ? record->lines[number - 1] : STR("");
}

struct str record_lines(const struct record *record, uint32_t first, uint32_t last)
{
	last = last < record->line_count ? last : record->line_count;
	if (first == 0 || first > last) {
		return STR("");
	}
	const char *begin = record->lines[first - 1].p;
	struct str end = record->lines[last - 1];
	return (struct str){ begin, (size_t)(end.p + end.len - begin) };
}

struct place record_place(const struct record *record, struct str part)
{
	struct place place = { .path = record->decision->path };
	if (!part.p || part.p < record->text.p || part.p > record->text.p + record->text.len) {
		return place;
	}
	uint32_t low = 0;
	uint32_t high = record->line_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (record->lines[middle].p <= part.p) {
			low = middle;
		} else {
			high = middle;
		}
	}
	if (record->line_count > 0) {
		place.line = low + 1;
		place.column = (uint32_t)(part.p - record->lines[low].p) + 1;
		place.width = (uint32_t)str_find(part, '\n');
	}
	return place;
}

void record_fault(struct record *record, struct place place, const char *kind, const char *remedy,
		const char *fmt, ...)
{
	va_list args;
	if (record->decision->faults.len == RECORD_FAULTS_MAX) {
		return;
	}
	va_start(args, fmt);
	*vec_add(&record->decision->faults, record->arena) = (struct decision_fault){
		.kind = str_of(kind),
		.text = str_vfmt(record->arena, fmt, args),
		.remedy = str_of(remedy),
		.place = place,
	};
	va_end(args);
}

/* UTF-16 with its byte order mark; half a character at the end is answered as one that is bad. */
static struct str utf16_convert(struct arena *arena, struct str text, bool is_big)
{
	const unsigned char *bytes = (const unsigned char *)text.p;
	struct buf out;
	buf_init(&out);
	uint32_t high = 0;
	for (size_t i = 2; i + 1 < text.len; i += 2) {
		uint32_t unit = is_big ? (uint32_t)bytes[i] << 8 | bytes[i + 1]
				       : (uint32_t)bytes[i + 1] << 8 | bytes[i];
		bool is_low = unit >= 0xdc00 && unit < 0xe000;
		if (high && is_low) {
			utf8_add(&out, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
			high = 0;
			continue;
		}
		if (high) {
			utf8_add(&out, UTF8_BAD);
		}
		high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
		if (!high) {
			utf8_add(&out, is_low ? UTF8_BAD : unit);
		}
	}
	if (high || text.len % 2) {
		utf8_add(&out, UTF8_BAD);
	}
	struct str converted = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return converted;
}

static struct str text_decode(struct record *record, struct str text)
{
	struct place whole = { .path = record->decision->path };
	bool is_little = str_starts(text, STR("\xff\xfe"));
	if (is_little || str_starts(text, STR("\xfe\xff"))) {
		record_fault(record, whole, "encoding", "save it as UTF-8",
				"it is UTF-16; lines and columns are those of its text");
		return utf16_convert(record->arena, text, !is_little);
	}
	return str_dup(record->arena,
			str_starts(text, STR("\xef\xbb\xbf")) ? str_from(text, 3) : text);
}

static void lines_split(struct record *record)
{
	struct str text = record->text;
	uint32_t count = 0;
	for (size_t i = 0; i < text.len; i++) {
		count += text.p[i] == '\n' ? 1 : 0;
	}
	record->lines = arena_new_array(record->arena, struct str, (size_t)count + 1);
	for (struct str line; str_split(&text, '\n', &line);) {
		while (line.len && line.p[line.len - 1] == '\r') {
			line.len--;
		}
		record->lines[record->line_count++] = line;
	}
	/* The end of the last line begins no other. */
	if (record->line_count && record->lines[record->line_count - 1].len == 0) {
		record->line_count--;
	}
}

void record_take(struct record *record, struct str text)
{
	record->text = text_decode(record, text);
	lines_split(record);
	record->decision->lines = record->line_count;
	record->loose = arena_new_array(record->arena, bool, (size_t)record->line_count + 1);
	record->body = 1;
	size_t valid = utf8_valid(record->text);
	if (valid < record->text.len) {
		record_fault(record,
				record_place(record, str_slice(record->text, valid, valid + 1)),
				"encoding", "save it as UTF-8", "here it is not UTF-8");
	}
	size_t nul = str_find(record->text, '\0');
	if (nul < record->text.len) {
		record_fault(record, record_place(record, str_slice(record->text, nul, nul + 1)),
				"encoding", "take it out: no text needs it", "there is a NUL here");
	}
	if (record->line_count > RECORD_LINES_MAX) {
		struct place place = record_place(record, record->lines[RECORD_LINES_MAX]);
		record->line_count = RECORD_LINES_MAX;
		record_fault(record, place, "limit",
				"put what is no decision into files of their own",
				"longer than the limit of %u lines; what follows is not read",
				(unsigned)RECORD_LINES_MAX);
	}
}
