/* SPDX-License-Identifier: MIT */
#include "sources/decisions/status.h"

#include "base/arena.h"
#include "sources/decisions/day.h"
#include "sources/decisions/plain.h"

/* A longer value is a sentence, and not a word of somebody's own. */
#define OWN_WORDS_MAX 8

/* "proposed | rejected | accepted": a choice that nobody made. */
static bool is_choice(const struct words *words, struct str folded)
{
	static const char separators[] = "|/,";
	size_t known = 0;
	struct str part;
	char separator = '\0';
	for (size_t i = 0; separators[i] && !separator; i++) {
		separator = str_find(folded, separators[i]) < folded.len ? separators[i] : '\0';
	}
	if (!separator) {
		return false;
	}
	for (struct str rest = folded; str_split(&rest, separator, &part);) {
		unsigned meaning;
		struct str bare = plain_bare(part);
		known += words_begin(words->statuses, bare, &meaning) == bare.len && bare.len ? 1
											      : 0;
	}
	/* "accepted, implemented" is a way to say both. */
	return known >= (separator == ',' ? 3 : 2);
}

static size_t words_count(struct str folded)
{
	size_t count = folded.len ? 1 : 0;
	for (size_t i = 0; i < folded.len; i++) {
		count += folded.p[i] == ' ' ? 1 : 0;
	}
	return count;
}

/* What the words state, and why if it is none of the known statuses. */
static enum decision_status status_of(
		const struct record *record, struct str raw, struct str *reason)
{
	unsigned meaning = STATUS_UNKNOWN;
	struct str plain = plain_text(record->arena, raw);
	struct str bare = words_fold(record->arena, plain_bare(plain));
	if (bare.len == 0 && plain.len == 0) {
		*reason = STR("it is empty");
		return STATUS_UNKNOWN;
	}
	if (bare.len == 0 || words_has(record->words, SET_PLACEHOLDERS, bare)
			|| is_choice(record->words, bare)) {
		*reason = STR("it is a placeholder");
		return STATUS_UNKNOWN;
	}
	if (words_begin(record->words->statuses, bare, &meaning)) {
		return meaning;
	}
	struct str shown = str_slice(bare, 0, 60);
	if (words_count(bare) > OWN_WORDS_MAX) {
		*reason = str_fmt(record->arena, "no word for a status begins '" STR_FMT "'",
				STR_ARG(shown));
		return STATUS_UNKNOWN;
	}
	*reason = str_fmt(record->arena, "'" STR_FMT "' is no word for a status that is known",
			STR_ARG(shown));
	return STATUS_OTHER;
}

void status_state(struct record *record, enum decision_where where, struct str raw,
		struct place place)
{
	struct str reason = STR("");
	enum decision_status status = status_of(record, raw, &reason);
	if (status == STATUS_UNKNOWN) {
		if (record->decision->status_reason.len == 0) {
			record->decision->status_reason = reason;
			record->decision->status_raw = raw;
			record->decision->status_place = place;
		}
		return;
	}
	if (record->decision->statements.len == RECORD_STATEMENTS_MAX) {
		return;
	}
	*vec_add(&record->decision->statements, record->arena) = (struct decision_statement){
		.status = status,
		.where = where,
		.raw = raw,
		.place = place,
	};
}

/*
 * "Accepted, 2026-03-02", "Proposed (2026-03-02)": the day that directly follows
 * the word is the record's if it states no other.  That of a supersession or a
 * withdrawal is not: the decision is older.
 */
static void day_behind(struct record *record, const struct decision_statement *statement)
{
	date_day day;
	unsigned meaning;
	struct str where;
	struct decision_date *date = &record->decision->date;
	bool is_later = statement->status == STATUS_SUPERSEDED
			|| statement->status == STATUS_DEPRECATED
			|| statement->status == STATUS_WITHDRAWN;
	if (date->raw.len || is_later || statement->raw.len > PLAIN_MAX
			|| !day_find_iso(statement->raw, &day, &where)) {
		return;
	}
	size_t before = (size_t)(where.p - statement->raw.p);
	struct str plain = plain_text(record->arena, str_slice(statement->raw, 0, before));
	struct str folded = words_fold(record->arena, plain_bare(plain));
	size_t len = words_begin(record->words->statuses, folded, &meaning);
	struct str between = plain_bare(str_from(folded, len));
	if (len > 0 && (between.len == 0 || words_has(record->words, SET_DATED, between))) {
		struct place place = record_place(record, where);
		*date = day_read(record, where, place.line ? place : statement->place);
	}
}

void status_settle(struct record *record)
{
	struct decision *decision = record->decision;
	const struct decision_statement *best = NULL;
	vec_each (const struct decision_statement, statement, &decision->statements) {
		if (!best || statement->where < best->where) {
			best = statement;
		}
	}
	if (best) {
		struct str reason = STR("");
		decision->status = status_of(record, best->raw, &reason);
		decision->status_raw = best->raw;
		decision->status_place = best->place;
		decision->status_reason = reason;
		day_behind(record, best);
	} else if (decision->status_reason.len == 0) {
		decision->status_reason = STR("not stated");
	}
}
