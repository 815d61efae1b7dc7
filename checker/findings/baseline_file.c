/* SPDX-License-Identifier: MIT */
/*
 * The baseline as text.  What is read may be hostile or half merged: every bad
 * line is named with its remedy, and none of it is used.
 */
#include "findings/baseline.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/field.h"
#include "base/map.h"
#include "base/merge_mark.h"
#include "base/problem.h"

#define HEADER "# lintel baseline "

#define FORMAT "1"
#define ADVICE "# Known findings.  It only shrinks: lintel baseline --update\n"

/* After so many bad lines it is not a baseline at all. */
#define ERRORS_MAX 50

enum column {
	COLUMN_FINGERPRINT,
	COLUMN_COUNT,
	COLUMN_RULE,
	COLUMN_KIND,
	COLUMN_SOURCE,
	COLUMN_TARGET,
	COLUMNS,
};

/* More places than any tree has; what is larger is a lie. */
#define COUNT_MAX 1000000000

struct reader {
	struct baseline *baseline;
	struct arena *arena;
	struct problems *problems;
	/* Of each fingerprint. */
	struct map *lines;
	size_t errors;
	uint32_t line;
	bool in_conflict;
};

/* Adds an error at a field of the line; always returns false. */
static bool bad(struct reader *reader, struct str line, struct str field, const char *remedy,
		const char *text)
{
	struct place place = {
		.path = reader->baseline->path,
		.line = reader->line,
		.column = (uint32_t)(field.p - line.p) + 1,
		.width = (uint32_t)field.len,
	};
	reader->errors++;
	return problem_add(reader->problems, place, str_of(remedy), "%s", text);
}

static bool columns_split(struct str line, struct str columns[COLUMNS])
{
	struct str rest = line;
	for (size_t i = 0; i < COLUMNS; i++) {
		if (!str_split(&rest, '\t', &columns[i])) {
			return false;
		}
	}
	return !rest.p;
}

static bool entry_read(struct reader *reader, struct str line, struct baseline_entry *entry)
{
	static const char *const restore = "take the line back from history, or take it out and "
					   "run: lintel baseline --accept RULE";
	struct str columns[COLUMNS];
	struct str texts[COLUMNS];
	uint64_t count;
	if (!columns_split(line, columns)) {
		return bad(reader, line, line, restore,
				"a line needs six fields with tabs between them: fingerprint, "
				"count, rule, kind, source, target");
	}
	for (size_t i = COLUMN_RULE; i < COLUMNS; i++) {
		if (!field_read(reader->arena, columns[i], &texts[i])) {
			return bad(reader, line, columns[i],
					"write a backslash as \\\\, other bytes as \\x and two "
					"digits",
					"a backslash begins no known escape");
		}
	}
	if (!hash_read_hex(columns[COLUMN_FINGERPRINT], &entry->fingerprint)) {
		return bad(reader, line, columns[COLUMN_FINGERPRINT], restore,
				"a fingerprint has 32 digits of 0-9 and a-f");
	}
	if (!str_to_u64(columns[COLUMN_COUNT], &count) || count == 0 || count > COUNT_MAX) {
		return bad(reader, line, columns[COLUMN_COUNT],
				"write how many places are known, or take the line out if none is",
				"a count is a whole number of at least 1");
	}
	entry->count = (size_t)count;
	entry->rule = texts[COLUMN_RULE];
	entry->kind = texts[COLUMN_KIND];
	entry->source = texts[COLUMN_SOURCE];
	entry->target = texts[COLUMN_TARGET];
	entry->line = reader->line;
	struct hash expected =
			finding_fingerprint(entry->rule, entry->kind, entry->source, entry->target);
	if (!hash_eq(expected, entry->fingerprint)) {
		return bad(reader, line, columns[COLUMN_FINGERPRINT], restore,
				"the fingerprint does not belong to what the line says");
	}
	return true;
}

static void line_read(struct reader *reader, struct str line)
{
	struct baseline_entry entry = { 0 };
	if (!entry_read(reader, line, &entry)) {
		return;
	}
	struct str key = { (const char *)&entry.fingerprint, sizeof(entry.fingerprint) };
	bool is_new;
	struct map_entry *first = map_put(reader->lines, key, &is_new);
	if (is_new) {
		first->num = entry.line;
		*vec_add(&reader->baseline->entries, reader->arena) = entry;
	} else if (!reader->in_conflict) {
		struct str text = str_fmt(reader->arena,
				"this fingerprint is listed twice, first on line %zu", first->num);
		bad(reader, line, str_slice(line, 0, HASH_HEX_SIZE - 1),
				"keep one of the two lines; lintel baseline --update mends its count",
				text.p);
	}
}

/* Whether the line is a mark of an unfinished merge; one problem for each conflict. */
static bool conflict_take(struct reader *reader, struct str line)
{
	enum merge_mark mark = merge_mark_of(line);
	if (mark == MERGE_NONE) {
		return false;
	}
	if (mark == MERGE_BEGIN || !reader->in_conflict) {
		bad(reader, line, line,
				"keep the lines of both sides, each once, then run: lintel baseline "
				"--update",
				"an unresolved merge conflict begins here");
	}
	reader->in_conflict = mark != MERGE_END;
	return true;
}

static bool header_read(struct reader *reader, struct str line)
{
	if (!str_starts(line, STR(HEADER))) {
		return bad(reader, line, line,
				"take the file back from history; a new one begins with: " HEADER
						FORMAT,
				line.len ? "this is no baseline of lintel"
					 : "the baseline is empty, not even its first line is left");
	}
	struct str format = str_from(line, sizeof(HEADER) - 1);
	return str_eq(format, STR(FORMAT))
	       || bad(reader, line, format,
			       "use the version of lintel that wrote it, or a later one",
			       "this format of the baseline is not known here");
}

bool baseline_read(struct baseline *baseline, struct arena *arena, struct str path, struct str text,
		struct problems *problems)
{
	*baseline = (struct baseline){ .path = path };
	struct reader reader = {
		.baseline = baseline,
		.arena = arena,
		.problems = problems,
		.lines = map_create(arena),
		.line = 1,
	};
	struct str rest = text;
	struct str line = STR("");
	str_split(&rest, '\n', &line);
	if (!header_read(&reader, str_trim(line))) {
		return false;
	}
	while (str_split(&rest, '\n', &line)) {
		reader.line++;
		if (reader.errors == ERRORS_MAX) {
			bad(&reader, line, line, "take the whole file back from history",
					"too many bad lines; the rest was not read");
			break;
		}
		/* A checkout may have turned line ends into those of another system. */
		line = str_ends(line, STR("\r")) ? str_slice(line, 0, line.len - 1) : line;
		if (line.len && line.p[0] != '#' && !conflict_take(&reader, line)) {
			line_read(&reader, line);
		}
	}
	baseline_sort(baseline);
	return reader.errors == 0;
}

void baseline_write(const struct baseline *baseline, struct buf *out)
{
	buf_add_cstr(out, HEADER FORMAT "\n" ADVICE);
	vec_each (const struct baseline_entry, entry, &baseline->entries) {
		const struct str texts[] = { entry->rule, entry->kind, entry->source,
			entry->target };
		char hex[HASH_HEX_SIZE];
		hash_hex(entry->fingerprint, hex);
		buf_fmt(out, "%s\t%zu", hex, entry->count);
		for (size_t i = 0; i < COUNT_OF(texts); i++) {
			buf_add_char(out, '\t');
			field_write(out, texts[i]);
		}
		buf_add_char(out, '\n');
	}
}
