/* SPDX-License-Identifier: MIT */
#include "sources/decisions/entry.h"

#include "base/arena.h"
#include "sources/decisions/day.h"
#include "sources/decisions/link.h"
#include "sources/decisions/plain.h"
#include "sources/decisions/section.h"
#include "sources/decisions/settled.h"
#include "sources/decisions/status.h"
#include "sources/decisions/trigger.h"

static void date_take(struct record *record, const struct entry *entry, struct decision_date *date)
{
	bool is_better = !date->is_known && (date->raw.len == 0 || entry->value.len > 0);
	if (is_better) {
		struct decision_date stated = day_read(record, entry->value, entry->place);
		/* What could not be read stays shown unless something else can be. */
		if (stated.is_known || date->raw.len == 0) {
			*date = stated;
		}
	}
}

static void text_take(struct record *record, const struct entry *entry, struct str *text)
{
	if (text->len == 0 && !line_is_empty(record, entry->value)) {
		*text = plain_text(record->arena, entry->value);
	}
}

/* Several may stand in one value, with commas between. */
static void checks_take(struct record *record, const struct entry *entry)
{
	struct decision *decision = record->decision;
	struct str part;
	struct str plain = plain_text(record->arena, entry->value);
	decision->checks_place =
			decision->checks_place.line ? decision->checks_place : entry->place;
	if (str_starts(words_fold(record->arena, plain), STR("none"))) {
		decision->no_checks = plain;
		return;
	}
	for (struct str rest = plain; str_split(&rest, ',', &part);) {
		part = plain_bare(part);
		if (part.len && decision->checks.len < RECORD_NAMES_MAX) {
			*vec_add(&decision->checks, record->arena) = part;
		}
	}
}

static void affects_take(struct record *record, const struct entry *entry)
{
	struct decision *decision = record->decision;
	struct str part;
	decision->affects_place =
			decision->affects_place.line ? decision->affects_place : entry->place;
	/* Stars are part of a pattern here, and no emphasis; front matter has lists for several. */
	char separator = entry->where == WHERE_FRONT_MATTER ? '\n' : ',';
	for (struct str rest = entry->value; str_split(&rest, separator, &part);) {
		part = str_trim(part);
		while (part.len && (part.p[0] == '`' || part.p[0] == '"')) {
			part = str_from(part, 1);
		}
		while (part.len && (part.p[part.len - 1] == '`' || part.p[part.len - 1] == '"')) {
			part.len--;
		}
		if (part.len && decision->affects.len < RECORD_NAMES_MAX) {
			*vec_add(&decision->affects, record->arena) = part;
		}
	}
}

static void review_by_take(struct record *record, const struct entry *entry)
{
	struct decision_date date = day_read(record, entry->value, entry->place);
	if (date.is_known) {
		trigger_add_day(record, STR("review-by"), entry->value, entry->place, date.day);
	} else if (!line_is_empty(record, entry->value)) {
		record_fault(record, entry->place, "review-by", "write it as YYYY-MM-DD",
				"the day of review is not known: " STR_FMT, STR_ARG(date.reason));
	}
}

static bool relation_take(struct record *record, const struct entry *entry)
{
	static const struct {
		enum key_kind key;
		enum decision_link_kind link;
	} relations[] = {
		{ KEY_SUPERSEDES, LINK_SUPERSEDES },
		{ KEY_SUPERSEDED_BY, LINK_SUPERSEDED_BY },
		{ KEY_AMENDS, LINK_AMENDS },
		{ KEY_AMENDED_BY, LINK_AMENDED_BY },
		{ KEY_RELATES, LINK_RELATES },
	};

	for (size_t i = 0; i < COUNT_OF(relations); i++) {
		if (relations[i].key == entry->key) {
			links_take(record, relations[i].link, entry->value, entry->place);
			return true;
		}
	}
	return false;
}

/* "<!-- what to write -->", "{owner}", "TODO later". */
static bool is_leftover(const struct record *record, struct str value)
{
	static const struct str marks[] = { STR_INIT("todo"), STR_INIT("tbd"), STR_INIT("tba"),
		STR_INIT("fixme") };
	struct str folded = words_fold(record->arena, str_slice(value, 0, 16));

	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		bool is_word = folded.len == marks[i].len
			       || (folded.len > marks[i].len
					       && strchr(" :.,", folded.p[marks[i].len]));
		if (is_word && str_starts(folded, marks[i])) {
			return true;
		}
	}
	return value.len && strchr("<{", value.p[0]) && line_is_empty(record, value);
}

static bool blank_take(struct record *record, const struct entry *entry)
{
	static const struct {
		enum key_kind key;
		const char *what;
	} rows[] = {
		{ KEY_OWNER, "owner" },
		{ KEY_SCOPE, "scope" },
		{ KEY_REVERSIBILITY, "reversibility" },
		{ KEY_CHECKS, "list of checks" },
		{ KEY_AFFECTS, "list of what is affected" },
	};
	struct decision *decision = record->decision;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (rows[i].key == entry->key && decision->blanks.len < RECORD_NAMES_MAX
				&& is_leftover(record, str_trim(entry->value))) {
			*vec_add(&decision->blanks, record->arena) =
					(struct decision_blank){ rows[i].what, entry->place };
			return true;
		}
	}
	return false;
}

void entry_take(struct record *record, const struct entry *entry)
{
	struct decision *decision = record->decision;
	settled_loosen(record, entry->key, entry->place.line, entry->place.line);
	if (relation_take(record, entry) || blank_take(record, entry)) {
		return;
	}
	switch (entry->key) {
	case KEY_STATUS:
		status_state(record, entry->where, entry->value, entry->place);
		break;
	case KEY_DATE:
		date_take(record, entry, &decision->date);
		break;
	case KEY_ACCEPTED:
		date_take(record, entry, &decision->accepted);
		break;
	case KEY_REVIEWED:
		date_take(record, entry, &decision->reviewed);
		break;
	case KEY_REVIEW_BY:
		review_by_take(record, entry);
		break;
	case KEY_REVIEW_IN:
		record->review_in = entry->value;
		record->review_in_place = entry->place;
		break;
	case KEY_TRIGGERS:
		trigger_add(record, entry->value, entry->place);
		break;
	case KEY_CHECKS:
		checks_take(record, entry);
		break;
	case KEY_AFFECTS:
		affects_take(record, entry);
		break;
	case KEY_OWNER:
		text_take(record, entry, &decision->owner);
		break;
	case KEY_SCOPE:
		text_take(record, entry, &decision->scope);
		break;
	case KEY_REVERSIBILITY:
		text_take(record, entry, &decision->reversibility);
		break;
	case KEY_TITLE:
		/* The heading decides; this stands in for one. */
		if (entry->where == WHERE_FRONT_MATTER && record->front_title.len == 0) {
			record->front_title = plain_text(record->arena, entry->value);
			record->front_title_place = entry->place;
		}
		break;
	default:
		break;
	}
}
