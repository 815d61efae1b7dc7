/* SPDX-License-Identifier: MIT */
#include "sources/decisions/mention.h"

#include "base/arena.h"
#include "sources/decisions/link.h"
#include "sources/decisions/phrase.h"
#include "sources/decisions/plain.h"

/* Bytes between "this record" and what it does to another. */
#define SUBJECT_REACH 48
/* Bytes of a sentence before a relation that are looked at. */
#define SENTENCE_REACH 80
/* Bytes between two references of one relation. */
#define JOIN_REACH 80
/* Lengths of runs of backticks that are told apart. */
#define TICKS_MAX 16

/* Where in a paragraph the reading is, and what has been said. */
struct scan {
	struct record *record;
	struct str text;
	size_t at;
	/* Relations are stated here: metadata, status, links. */
	bool is_header;
	/* What a reference without a relation is. */
	enum decision_link_kind fallback;
	/* It is part of what was decided. */
	bool is_decision;
	/* What the last phrase said, where it ended, and where its sentence began. */
	struct link_span span;
	bool has_kind;
	size_t phrase_end;
	/* Behind the last reference that it was said of, or 0. */
	size_t last_end;
	size_t sentence;
	/* Behind "this record", or 0. */
	size_t subject;
	/* No run of so many backticks follows. */
	bool is_unclosed[TICKS_MAX + 1];
};

static void sentence_end(struct scan *scan)
{
	scan->has_kind = false;
	scan->subject = 0;
	scan->sentence = scan->at;
	scan->span = (struct link_span){ .kind = scan->fallback };
}

/* Whether a word of a set stands between `from` and where the reading is. */
static bool has_word(const struct scan *scan, size_t from, enum word_set set)
{
	const struct map *words = scan->record->words->sets[set];
	from = scan->at - from > SENTENCE_REACH ? scan->at - SENTENCE_REACH : from;
	for (size_t at = from; at < scan->at; at++) {
		bool is_begun = at == 0 || !is_word(scan->text.p[at - 1]);
		for (size_t i = 0; is_begun && i < words->len; i++) {
			if (phrase_length(scan->text, at, words->entries[i].key)) {
				return true;
			}
		}
	}
	return false;
}

static bool subject_take(struct scan *scan)
{
	const struct map *subjects = scan->record->words->sets[SET_SUBJECTS];
	char first = letter_lower(scan->text.p[scan->at]);
	for (size_t i = 0; i < subjects->len; i++) {
		struct str phrase = subjects->entries[i].key;
		size_t len = phrase.p[0] == first ? phrase_length(scan->text, scan->at, phrase) : 0;
		if (len) {
			scan->at += len;
			scan->subject = scan->at;
			return true;
		}
	}
	return false;
}

/* A relation counts where the record speaks of itself. */
static bool relation_counts(const struct scan *scan, enum decision_link_kind kind)
{
	bool is_subject = scan->subject && scan->at - scan->subject < SUBJECT_REACH;
	/* Of a superseded record every successor that is named is its own. */
	bool is_successor = kind == LINK_SUPERSEDED_BY
			    && scan->record->decision->status == STATUS_SUPERSEDED;
	size_t begin = is_subject ? scan->subject : scan->sentence;
	if (has_word(scan, begin, SET_NEGATIONS)) {
		return false;
	}
	/* "Supersede ADR-0012" as a line of the decision. */
	bool is_imperative = scan->is_decision && kind == LINK_SUPERSEDES
			     && plain_bare(str_slice(scan->text, 0, scan->at)).len == 0;
	return scan->is_header || is_subject || is_successor || is_imperative;
}

static bool relation_take(struct scan *scan)
{
	char first = letter_lower(scan->text.p[scan->at]);
	vec_each (const struct phrase, phrase, &scan->record->words->links) {
		if (phrase->text.p[0] != first) {
			continue;
		}
		size_t len = phrase_length(scan->text, scan->at, phrase->text);
		if (len && scan->record->relations++ < LINKS_MAX
				&& relation_counts(scan, phrase->meaning)) {
			scan->at += len;
			scan->span.kind = phrase->meaning;
			scan->span.is_metadata = scan->is_header;
			scan->has_kind = true;
			scan->phrase_end = scan->at;
			scan->last_end = 0;
			scan->span.is_partial = has_word(scan, scan->sentence, SET_PARTLY);
			return true;
		}
	}
	return false;
}

static size_t ticks_at(struct str text, size_t at)
{
	size_t len = 0;
	while (at + len < text.len && text.p[at + len] == '`') {
		len++;
	}
	return len;
}

/* Behind the code that begins here, or behind the backticks if it never ends. */
static size_t code_end(struct scan *scan)
{
	size_t len = ticks_at(scan->text, scan->at);
	size_t at = scan->at + len;
	if (len > TICKS_MAX || scan->is_unclosed[len]) {
		return at;
	}
	while (at < scan->text.len) {
		size_t next = ticks_at(scan->text, at);
		if (next == len) {
			return at + next;
		}
		at += next ? next : 1;
	}
	scan->is_unclosed[len] = true;
	return scan->at + len;
}

static size_t comment_end(struct scan *scan)
{
	struct str rest = str_from(scan->text, scan->at);
	for (size_t i = 4; i + 3 <= rest.len; i++) {
		if (str_starts(str_from(rest, i), STR("-->"))) {
			return scan->at + i + 3;
		}
	}
	return scan->text.len;
}

/* Whether what was being said ends here. */
static bool is_end(const struct scan *scan)
{
	struct str text = scan->text;
	char c = text.p[scan->at];
	bool is_stop = (c == '.' || c == ';') && scan->at + 1 < text.len
		       && (text.p[scan->at + 1] == ' ' || text.p[scan->at + 1] == '\n');
	/* In metadata each line is its own, unless it broke off before the reference. */
	struct str said = str_slice(text, scan->has_kind ? scan->phrase_end : 0, scan->at);
	bool is_broken = scan->has_kind && str_trim(said).len == 0;
	bool is_line = c == '\n' && scan->is_header && !is_broken;
	return is_stop || is_line;
}

/* "ADR-1, ADR-2 and ADR-3": between those that something is said of stand short words only. */
static bool is_joined(const struct scan *scan, size_t from, size_t to)
{
	size_t letters = 0;
	if (to - from > JOIN_REACH) {
		return false;
	}
	for (size_t i = from; i < to; i++) {
		letters = is_word(scan->text.p[i]) ? letters + 1 : 0;
		if (letters > 3) {
			return false;
		}
	}
	return true;
}

static void step(struct scan *scan)
{
	struct str text = scan->text;
	char c = text.p[scan->at];
	bool is_begun = is_word(c) && (scan->at == 0 || !is_word(text.p[scan->at - 1]));
	if (c == '`') {
		scan->at = code_end(scan);
		return;
	}
	if (c == '<' && str_starts(str_from(text, scan->at), STR("<!--"))) {
		scan->at = comment_end(scan);
		return;
	}
	if (is_end(scan)) {
		scan->at++;
		sentence_end(scan);
		return;
	}
	bool may_begin = is_begun && scan->record->words->begins[(unsigned char)letter_lower(c)];
	if (may_begin && (subject_take(scan) || relation_take(scan))) {
		return;
	}
	size_t begin = scan->at;
	if (!is_begun && c != '[') {
		scan->at++;
		return;
	}
	if (scan->last_end && !is_joined(scan, scan->last_end, begin)) {
		scan->has_kind = false;
		scan->last_end = 0;
		scan->span = (struct link_span){ .kind = scan->fallback };
	}
	if (link_take(scan->record, text, &scan->at, &scan->span)) {
		scan->last_end = scan->has_kind ? scan->at : 0;
		return;
	}
	scan->at++;
}

static void scan_run(struct scan *scan)
{
	sentence_end(scan);
	/* Beyond the limit nothing is kept, so nothing need be found. */
	while (scan->at < scan->text.len && !scan->record->has_too_many_links) {
		step(scan);
	}
}

/* A status in front matter says by what the record was superseded. */
static void statements_scan(struct record *record)
{
	vec_each (const struct decision_statement, statement, &record->decision->statements) {
		if (statement->where == WHERE_FRONT_MATTER) {
			struct scan scan = {
				.record = record,
				.text = statement->raw,
				.is_header = true,
				.fallback = LINK_MENTIONS,
			};
			record->here = statement->place;
			scan_run(&scan);
			record->here = (struct place){ 0 };
		}
	}
}

void mentions_read(struct record *record)
{
	uint32_t links_end = 0;
	uint32_t decision_end = 0;
	size_t next = 0;
	statements_scan(record);
	for (uint32_t i = 0; i < record->blocks.len; i++) {
		const struct block *block = &record->blocks.p[i];
		while (next < record->sections.len && record->sections.p[next].block <= i) {
			const struct section *section = &record->sections.p[next++];
			links_end = section->kind == SECTION_LINKS ? section->end : links_end;
			decision_end = section->kind == SECTION_DECISION ? section->end
									 : decision_end;
		}
		if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING) {
			struct scan scan = {
				.record = record,
				.text = record_lines(record, block->first, block->last),
				.is_header = block->first < record->header_end || i < links_end,
				.is_decision = i < decision_end,
				.fallback = i < links_end ? LINK_RELATES : LINK_MENTIONS,
			};
			scan_run(&scan);
		}
	}
}
