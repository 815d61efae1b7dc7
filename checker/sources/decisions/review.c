/* SPDX-License-Identifier: MIT */
#include "sources/decisions/review.h"

#include "base/arena.h"
#include "sources/decisions/plain.h"
#include "sources/decisions/table.h"

#define REVIEWS_MAX 10000

struct columns {
	enum key_kind keys[TABLE_CELLS_MAX];
	size_t len;
};

/* "by (role)" is what "by" is. */
static void columns_read(const struct record *record, struct columns *columns, struct str head)
{
	struct row row;
	row_split(&row, head);
	columns->len = row.len;
	for (size_t i = 0; i < row.len; i++) {
		struct str name = plain_text(record->arena, row.cells[i]);
		name = str_trim(str_slice(name, 0, str_find(name, '(')));
		columns->keys[i] = words_key(record->words, record->arena, name);
	}
}

static bool has_column(const struct columns *columns, enum key_kind key)
{
	for (size_t i = 0; i < columns->len; i++) {
		if (columns->keys[i] == key) {
			return true;
		}
	}
	return false;
}

static struct str cell_of(const struct record *record, const struct columns *columns,
		const struct row *row, enum key_kind key)
{
	for (size_t i = 0; i < columns->len && i < row->len; i++) {
		if (columns->keys[i] == key) {
			return plain_text(record->arena, row->cells[i]);
		}
	}
	return STR("");
}

static const char *row_problem(const struct record *record, const struct decision_review *review,
		bool is_day, bool is_next_bad)
{
	struct str outcome = words_fold(record->arena, review->outcome);
	if (!is_day) {
		return "its date is no day: write YYYY-MM-DD";
	}
	if (review->trigger.len == 0) {
		return "it names no trigger";
	}
	if (!words_has(record->words, SET_OUTCOMES, outcome)) {
		return "its outcome is none of keep, revise, supersede, retire, defer";
	}
	if (review->by.len == 0) {
		return "it does not say by whom";
	}
	return is_next_bad ? "the day that it names as next is none: write YYYY-MM-DD" : "";
}

static void row_take(struct record *record, const struct columns *columns, struct str line)
{
	struct row row;
	row_split(&row, line);
	struct decision_review review = {
		.by = cell_of(record, columns, &row, KEY_BY),
		.trigger = cell_of(record, columns, &row, KEY_TRIGGERS),
		.outcome = words_fold(record->arena, cell_of(record, columns, &row, KEY_OUTCOME)),
		.evidence = cell_of(record, columns, &row, KEY_EVIDENCE),
		.note = cell_of(record, columns, &row, KEY_NOTE),
		.place = record_place(record, line),
	};
	bool is_day = date_read_day(cell_of(record, columns, &row, KEY_DATE), &review.day);
	struct str next = cell_of(record, columns, &row, KEY_NEXT);
	review.has_next = date_read_day(next, &review.next);
	bool is_next_bad = !review.has_next && plain_bare(next).len > 0;
	review.problem = str_of(row_problem(record, &review, is_day, is_next_bad));
	*vec_add(&record->decision->reviews, record->arena) = review;
}

static void table_take(struct record *record, const struct block *block)
{
	struct columns columns;
	uint32_t head = block->first;
	while (head < block->last && !row_is_delimiter(record_line(record, head + 1))) {
		head++;
	}
	if (head >= block->last) {
		return;
	}
	columns_read(record, &columns, record_line(record, head));
	/* Others call "reviews" what approved the record. */
	if (!has_column(&columns, KEY_TRIGGERS) || !has_column(&columns, KEY_OUTCOME)) {
		return;
	}
	for (uint32_t n = head + 2; n <= block->last; n++) {
		struct str line = str_trim(record_line(record, n));
		if (record->decision->reviews.len == REVIEWS_MAX) {
			record_fault(record, record_place(record, line), "limit",
					"keep older rows elsewhere",
					"more than %d reviews; the rows from here on are not read",
					REVIEWS_MAX);
			break;
		}
		row_take(record, &columns, line);
	}
	record->decision->reviews_line = block->last + 1;
}

void reviews_read(struct record *record)
{
	vec_each (const struct section, section, &record->sections) {
		if (section->kind != SECTION_REVIEWS) {
			continue;
		}
		for (uint32_t i = section->block + 1; i < section->own_end; i++) {
			const struct block *block = &record->blocks.p[i];
			if (block->kind == BLOCK_PARAGRAPH && block->items == 0
					&& !block->in_quote) {
				table_take(record, block);
			}
		}
	}
}
