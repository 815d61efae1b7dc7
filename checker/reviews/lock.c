/* SPDX-License-Identifier: MIT */
#include "reviews/lock.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/field.h"
#include "base/merge_mark.h"

#include <stdlib.h>

#define HEADER "# lintel lock "
#define FORMAT "1"
#define ADVICE "# What was accepted.  lintel adr accept writes it; nobody else does.\n"

/* After so many bad lines it is not a lock file at all. */
#define ERRORS_MAX 50

enum column {
	COLUMN_HASH,
	COLUMN_STATUS,
	COLUMN_DAY,
	COLUMN_ID,
	COLUMN_PATH,
	COLUMNS,
};

struct reader {
	struct lock *lock;
	struct arena *arena;
	struct problems *problems;
	/* Of each path, the line. */
	struct map *lines;
	size_t errors;
	uint32_t line;
	bool in_conflict;
};

static int row_order(const void *a, const void *b)
{
	const struct lock_row *x = a;
	const struct lock_row *y = b;
	return str_cmp(x->path, y->path);
}

static void lock_sort(struct lock *lock, struct arena *arena)
{
	vec_sort(&lock->rows, row_order);
	lock->by_id = map_create(arena);
	for (size_t i = 0; i < lock->rows.len; i++) {
		bool is_new;
		struct map_entry *entry = map_put(lock->by_id, lock->rows.p[i].id, &is_new);
		if (is_new) {
			entry->num = i;
		}
	}
}

void lock_init(struct lock *lock, struct arena *arena, struct str path)
{
	*lock = (struct lock){ .path = path };
	lock_sort(lock, arena);
}

/* Adds an error at a field of the line; always returns false. */
static bool bad(struct reader *reader, struct str line, struct str field, const char *remedy,
		const char *text)
{
	struct place place = {
		.path = reader->lock->path,
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

static bool status_read(struct str word, enum decision_status *status)
{
	static const enum decision_status locked[] = { STATUS_ACCEPTED, STATUS_IMPLEMENTED };

	for (size_t i = 0; i < COUNT_OF(locked); i++) {
		if (str_eq(word, str_of(decision_status_words[locked[i]]))) {
			*status = locked[i];
			return true;
		}
	}
	return false;
}

static bool row_read(struct reader *reader, struct str line, struct lock_row *row)
{
	static const char *const restore = "take the line back from history, or take it out and "
					   "run: lintel adr accept --lock ID";
	struct str columns[COLUMNS];
	if (!columns_split(line, columns)) {
		return bad(reader, line, line, restore,
				"a line needs five fields with tabs between them: hash, status, "
				"day, id, path");
	}
	if (!hash_read_hex(columns[COLUMN_HASH], &row->settled)) {
		return bad(reader, line, columns[COLUMN_HASH], restore,
				"a hash has 32 digits of 0-9 and a-f");
	}
	if (!status_read(columns[COLUMN_STATUS], &row->status)) {
		return bad(reader, line, columns[COLUMN_STATUS], restore,
				"the status of a locked record is accepted or implemented");
	}
	row->has_day = !str_eq(columns[COLUMN_DAY], STR("-"));
	if (row->has_day && !date_read_day(columns[COLUMN_DAY], &row->day)) {
		return bad(reader, line, columns[COLUMN_DAY], restore,
				"a day is written as 2026-11-21, or - if the record has none");
	}
	if (!field_read(reader->arena, columns[COLUMN_ID], &row->id)
			|| !field_read(reader->arena, columns[COLUMN_PATH], &row->path)
			|| row->path.len == 0) {
		return bad(reader, line, columns[COLUMN_ID], restore,
				"there is no path, or a backslash begins no known escape");
	}
	row->line = reader->line;
	return true;
}

static void line_read(struct reader *reader, struct str line)
{
	struct lock_row row = { 0 };
	bool is_new;
	if (!row_read(reader, line, &row)) {
		return;
	}
	struct map_entry *first = map_put(reader->lines, row.path, &is_new);
	if (is_new) {
		first->num = row.line;
		*vec_add(&reader->lock->rows, reader->arena) = row;
	} else if (!reader->in_conflict) {
		struct str text = str_fmt(reader->arena,
				"this record is listed twice, first on line %zu", first->num);
		bad(reader, line, line, "keep the line that history had first", text.p);
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
				"keep the lines of both sides; if they have the same id, give one of "
				"the two records the next number and lock it again",
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
				line.len ? "this is no lock file of lintel"
					 : "the lock file is empty, not even its first line is left");
	}
	struct str format = str_from(line, sizeof(HEADER) - 1);
	return str_eq(format, STR(FORMAT))
	       || bad(reader, line, format,
			       "use the version of lintel that wrote it, or a later one",
			       "this format of the lock file is not known here");
}

bool lock_read(struct lock *lock, struct arena *arena, struct str path, struct str text,
		struct problems *problems)
{
	lock_init(lock, arena, path);
	struct reader reader = {
		.lock = lock,
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
	lock_sort(lock, arena);
	return reader.errors == 0;
}

void lock_write(const struct lock *lock, struct buf *out)
{
	buf_add_cstr(out, HEADER FORMAT "\n" ADVICE);
	vec_each (const struct lock_row, row, &lock->rows) {
		char hex[HASH_HEX_SIZE];
		char day[DATE_DAY_SIZE] = "-";
		hash_hex(row->settled, hex);
		if (row->has_day) {
			date_write_day(row->day, day);
		}
		buf_fmt(out, "%s\t%s\t%s\t", hex, decision_status_words[row->status], day);
		field_write(out, row->id);
		buf_add_char(out, '\t');
		field_write(out, row->path);
		buf_add_char(out, '\n');
	}
}

/* Whether a record stands where the row says, so that the row is that one's. */
static bool is_taken(const struct lock_row *row, const struct decisions *all)
{
	const struct decision *there = all ? decision_find(all, row->path) : NULL;
	return there && str_eq(there->path, row->path);
}

static struct lock_row *row_find(const struct lock *lock, const struct decision *decision,
		const struct decisions *all)
{
	const struct lock_row wanted = { .path = decision->path };
	struct lock_row *row = lock->rows.len ? bsearch(&wanted, lock->rows.p, lock->rows.len,
								sizeof(wanted), row_order)
					      : NULL;
	if (row || decision->id.len == 0) {
		return row;
	}
	const struct map_entry *entry = map_find(lock->by_id, decision->id);
	row = entry ? &lock->rows.p[entry->num] : NULL;
	return row && !is_taken(row, all) ? row : NULL;
}

const struct lock_row *lock_find(const struct lock *lock, const struct decision *decision,
		const struct decisions *all)
{
	return row_find(lock, decision, all);
}

void lock_put(struct lock *lock, struct arena *arena, const struct decision *decision,
		const struct decisions *all)
{
	struct lock_row *row = row_find(lock, decision, all);
	struct lock_row now = {
		.settled = decision->settled,
		.status = decision->status,
		.has_day = decision->date.is_known,
		.day = decision->date.day,
		.id = decision->id,
		.path = decision->path,
	};
	bool is_new;
	if (row && str_eq(row->path, now.path) && str_eq(row->id, now.id)) {
		*row = now;
		return;
	}
	if (!row && (lock->rows.len == 0 || row_order(VEC_END(&lock->rows) - 1, &now) < 0)) {
		/* Behind all others, as when a whole collection is put in order. */
		struct map_entry *entry = map_put(lock->by_id, now.id, &is_new);
		entry->num = is_new ? lock->rows.len : entry->num;
		*vec_add(&lock->rows, arena) = now;
		return;
	}
	if (row) {
		*row = now;
	} else {
		*vec_add(&lock->rows, arena) = now;
	}
	lock_sort(lock, arena);
}
