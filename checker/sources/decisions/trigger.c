/* SPDX-License-Identifier: MIT */
#include "sources/decisions/trigger.h"

#include "base/arena.h"
#include "base/calendar.h"
#include "sources/decisions/header.h"
#include "sources/decisions/section.h"

/* More of one record are dropped with a fault. */
#define TRIGGERS_OF_RECORD_MAX 64

/* An owner stands in so many bytes at the end. */
#define OWNER_REACH 512

static bool is_id_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
	       || c == '-' || c == '_' || c == '.' || c == '/';
}

/* How many marks of code or emphasis stand here. */
static size_t marks_at(struct str s, size_t at)
{
	size_t len = 0;
	while (at + len < s.len && (s.p[at + len] == '`' || s.p[at + len] == '*')) {
		len++;
	}
	return len;
}

/* "`slo`: …": takes the id off the front. */
static struct str id_take(struct str *text)
{
	size_t begin = marks_at(*text, 0);
	size_t end = begin;
	while (end < text->len && is_id_char(text->p[end])) {
		end++;
	}
	size_t colon = end + marks_at(*text, end);
	bool is_id = end > begin && end - begin <= 64 && colon < text->len && text->p[colon] == ':';
	size_t after = colon + 1 + (is_id ? marks_at(*text, colon + 1) : 0);
	/* "http://…" has no id, and neither has a condition that begins with a backtick. */
	is_id = is_id && (after >= text->len || strchr(" \t\r\n", text->p[after]));
	if (!is_id) {
		return STR("");
	}
	struct str id = str_slice(*text, begin, end);
	*text = str_trim(str_from(*text, after));
	return id;
}

/* Where " — owner:" begins, the last of them, or the end; `*after` is behind it. */
static size_t owner_find(struct arena *arena, struct str text, size_t *after)
{
	static const char *const dashes[] = { "—", "–", "--", "-" };
	size_t least = text.len > OWNER_REACH ? text.len - OWNER_REACH : 0;
	for (size_t at = text.len; at-- > least;) {
		for (size_t i = 0; i < COUNT_OF(dashes); i++) {
			struct str dash = str_of(dashes[i]);
			struct str rest = str_from(text, at);
			if (!str_starts(rest, dash) || at == 0
					|| (text.p[at - 1] != ' ' && text.p[at - 1] != '\n')) {
				continue;
			}
			struct str behind = str_trim(str_from(rest, dash.len));
			struct str word = words_fold(arena, str_slice(behind, 0, 6));
			if (str_eq(word, STR("owner:"))) {
				*after = (size_t)(behind.p - text.p) + 6;
				return at;
			}
		}
	}
	*after = text.len;
	return text.len;
}

/* "`condition`" without its marks. */
static struct str code_bare(struct str text)
{
	bool is_code = text.len > 2 && text.p[0] == '`' && text.p[text.len - 1] == '`'
		       && str_find(str_from(text, 1), '`') == text.len - 2;
	return is_code ? str_slice(text, 1, text.len - 1) : text;
}

static bool has_room(struct record *record, struct place place)
{
	if (record->decision->triggers.len < TRIGGERS_OF_RECORD_MAX) {
		return true;
	}
	if (record->decision->triggers.len == TRIGGERS_OF_RECORD_MAX
			&& !record->has_too_many_triggers) {
		record->has_too_many_triggers = true;
		record_fault(record, place, "limit",
				"a decision that has so many reasons to be looked "
				"at again is several decisions",
				"more than %d review triggers; from here on they are dropped",
				TRIGGERS_OF_RECORD_MAX);
	}
	return false;
}

void trigger_add_parts(struct record *record, struct str id, struct str text, struct str owner,
		struct place place)
{
	text = code_bare(str_trim(text));
	if (line_is_empty(record, text) || !has_room(record, place)) {
		return;
	}
	struct place own = record_place(record, text);
	*vec_add(&record->decision->triggers, record->arena) = (struct decision_trigger){
		.id = id,
		.has_id = id.len > 0,
		.text = text,
		.place = own.line ? own : place,
		.owner = owner,
	};
}

void trigger_add(struct record *record, struct str raw, struct place place)
{
	size_t after;
	struct str text = str_trim(raw);
	if (str_starts(text, STR("[ ]")) || str_starts(text, STR("[x]"))
			|| str_starts(text, STR("[X]"))) {
		text = str_trim(str_from(text, 3));
	}
	struct str id = id_take(&text);
	size_t end = owner_find(record->arena, text, &after);
	struct str owner = str_trim(str_from(text, after));
	trigger_add_parts(record, id, str_slice(text, 0, end), owner, place);
}

void trigger_add_day(struct record *record, struct str id, struct str raw, struct place place,
		date_day day)
{
	if (has_room(record, place)) {
		*vec_add(&record->decision->triggers, record->arena) = (struct decision_trigger){
			.id = id,
			.has_id = true,
			.text = raw,
			.place = place,
			.is_date = true,
			.day = day,
		};
	}
}

/* The last line of all that the item at `number` holds. */
static uint32_t item_last(const struct record *record, uint32_t number, uint32_t end)
{
	const struct block *item = &record->blocks.p[number];
	uint32_t last = item->first;
	for (uint32_t i = number + 1; i < end && record->blocks.p[i].items > item->items; i++) {
		last = record->blocks.p[i].last > last ? record->blocks.p[i].last : last;
	}
	return last;
}

/* Each item of a list, or each paragraph where there is none. */
static void section_triggers(struct record *record, const struct section *section)
{
	for (uint32_t i = section->block + 1; i < section->end; i++) {
		const struct block *block = &record->blocks.p[i];
		bool is_item = block->kind == BLOCK_ITEM && block->items == 0;
		bool is_paragraph = block->kind == BLOCK_PARAGRAPH && block->items == 0;
		if (block->in_quote || !(is_item || is_paragraph)) {
			continue;
		}
		uint32_t last = is_item ? item_last(record, i, section->end) : block->last;
		struct str text = record_lines(record, block->first, last);
		if (is_item) {
			struct str first = item_text(record_line(record, block->first));
			text = (struct str){ first.p, (size_t)(text.p + text.len - first.p) };
		}
		trigger_add(record, text, record_place(record, text));
	}
}

static bool is_announced(const struct record *record, struct str key)
{
	const struct map_entry *entry =
			map_find(record->words->sections, words_fold(record->arena, key));
	return entry && entry->num == SECTION_TRIGGER;
}

/* "- Revisit if: …", anywhere else in the body. */
static void block_trigger(struct record *record, const struct block *block)
{
	struct str key;
	struct str value;
	struct str line = item_text(record_line(record, block->first));
	bool is_text = block->kind == BLOCK_PARAGRAPH && !block->in_quote
		       && block->first >= record->header_end;
	if (is_text && pair_split(record, line, &key, &value) && is_announced(record, key)) {
		struct str all = record_lines(record, block->first, block->last);
		struct str text = { value.p, (size_t)(all.p + all.len - value.p) };
		trigger_add_parts(record, STR(""), text, STR(""), record_place(record, value));
	}
}

void triggers_read(struct record *record)
{
	uint32_t end = 0;
	size_t next = 0;
	for (uint32_t i = 0; i < record->blocks.len; i++) {
		while (next < record->sections.len && record->sections.p[next].block <= i) {
			const struct section *section = &record->sections.p[next++];
			if (section->kind == SECTION_TRIGGER && i >= end) {
				section_triggers(record, section);
				end = section->end;
			}
		}
		if (i >= end) {
			block_trigger(record, &record->blocks.p[i]);
		}
	}
}

static void review_in_settle(struct record *record)
{
	struct decision *decision = record->decision;
	const struct decision_date *from = decision->reviewed.is_known   ? &decision->reviewed
					   : decision->accepted.is_known ? &decision->accepted
									 : &decision->date;
	struct duration duration;
	if (!duration_read(&duration, record->review_in)) {
		record_fault(record, record->review_in_place, "review-in",
				"write a number and a unit: 6 months", "this is no length of time");
		return;
	}
	if (!from->is_known) {
		record_fault(record, record->review_in_place, "review-in",
				"write last_reviewed_on: YYYY-MM-DD",
				"no day is known that it could be counted from");
		return;
	}
	moment due = moment_after((moment)from->day * MOMENT_DAY, duration);
	trigger_add_day(record, STR("review-in"), record->review_in, record->review_in_place,
			date_day_of(due / MOMENT_SECOND));
}

void triggers_settle(struct record *record)
{
	if (record->review_in.len) {
		review_in_settle(record);
	}
	struct decision_part *part = &record->decision->parts[PART_TRIGGER];
	if ((!part->is_there || part->is_empty) && record->decision->triggers.len) {
		const struct decision_trigger *first = &record->decision->triggers.p[0];
		*part = (struct decision_part){
			.is_there = true,
			.place = first->place,
			.first_line = first->place.line,
			.last_line = first->place.line,
		};
	}
	size_t number = 0;
	vec_each (struct decision_trigger, trigger, &record->decision->triggers) {
		number++;
		if (!trigger->has_id) {
			trigger->id = str_fmt(record->arena, "trigger-%zu", number);
		}
	}
}
