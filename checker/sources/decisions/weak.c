/* SPDX-License-Identifier: MIT */
#include "sources/decisions/weak.h"

#include "base/arena.h"
#include "sources/decisions/phrase.h"
#include "sources/decisions/plain.h"

/* The first phrase of a set at or after `from`; `text.len` if there is none. */
static size_t set_find(struct str text, size_t from, const struct map *set, size_t *len)
{
	for (size_t at = from; at < text.len; at++) {
		if (at > 0 && is_word(text.p[at - 1])) {
			continue;
		}
		*len = 0;
		for (size_t i = 0; i < set->len; i++) {
			size_t found = phrase_length(text, at, set->entries[i].key);
			*len = found > *len ? found : *len;
		}
		if (*len) {
			return at;
		}
	}
	return text.len;
}

/* A name follows: a capital, a text in code, a link. */
static bool is_named(struct str rest)
{
	static const char *const articles[] = { "the ", "a ", "an ", ":" };
	rest = str_trim(str_slice(rest, 0, 120));
	for (size_t i = 0; i < COUNT_OF(articles); i++) {
		if (str_starts(rest, str_of(articles[i]))) {
			rest = str_trim(str_from(rest, strlen(articles[i])));
		}
	}
	while (rest.len && (rest.p[0] == '*' || rest.p[0] == '"' || rest.p[0] == '_')) {
		rest = str_from(rest, 1);
	}
	return rest.len
	       && ((rest.p[0] >= 'A' && rest.p[0] <= 'Z') || rest.p[0] == '`' || rest.p[0] == '[');
}

static struct str sentence_at(struct str text, size_t at)
{
	size_t begin = at;
	size_t end = at;
	while (begin > 0 && text.p[begin - 1] != '\n'
			&& !(text.p[begin - 1] == ' ' && begin > 1 && text.p[begin - 2] == '.')) {
		begin--;
	}
	while (end < text.len && text.p[end] != '\n'
			&& !(text.p[end] == '.'
					&& (end + 1 == text.len || text.p[end + 1] == ' '
							|| text.p[end + 1] == '\n'))) {
		end++;
	}
	return str_trim(str_slice(
			text, begin, end < text.len && text.p[end] == '.' ? end + 1 : end));
}

static bool has_text(const struct decision_part *part)
{
	return part->is_there && !part->is_empty;
}

void weak_read(struct record *record)
{
	struct decision *decision = record->decision;
	const struct decision_part *part = &decision->parts[PART_DECISION];
	bool has_reason = has_text(&decision->parts[PART_CONTEXT])
			  || has_text(&decision->parts[PART_CONSEQUENCES])
			  || has_text(&decision->parts[PART_ALTERNATIVES]);
	if (!has_text(part) || has_reason) {
		return;
	}
	struct str text = record_lines(record, part->first_line, part->last_line);
	size_t len;
	if (set_find(text, 0, record->words->sets[SET_REASONS], &len) < text.len) {
		return;
	}
	for (size_t at = 0; at < text.len; at += len ? len : 1) {
		at = set_find(text, at, record->words->sets[SET_CHOICES], &len);
		if (at < text.len && is_named(str_from(text, at + len))) {
			decision->weak = sentence_at(text, at);
			decision->weak_place = record_place(record, decision->weak);
			return;
		}
	}
}

/* The parts of one paragraph, from where their phrases stand. */
static void statement_take(struct record *record, const struct block *block, struct str text)
{
	for (size_t at = 0; at < text.len; at++) {
		if (at > 0 && is_word(text.p[at - 1])) {
			continue;
		}
		vec_each (const struct phrase, phrase, &record->words->statement) {
			struct decision_part *part = &record->decision->parts[phrase->meaning];
			size_t len = phrase_length(text, at, phrase->text);
			if (len && !part->is_there) {
				struct place place =
						record_place(record, str_slice(text, at, at + len));
				*part = (struct decision_part){
					.is_there = true,
					.place = place,
					.first_line = place.line,
					.last_line = block->last,
				};
			}
			if (len) {
				at += len - 1;
				break;
			}
		}
	}
}

void statement_read(struct record *record)
{
	if (record->decision->parts[PART_DECISION].is_there) {
		return;
	}
	vec_each (const struct block, block, &record->blocks) {
		if (block->kind != BLOCK_PARAGRAPH || block->in_quote) {
			continue;
		}
		struct str text = record_lines(record, block->first, block->last);
		struct str bare = plain_bare(str_slice(text, 0, PLAIN_MAX));
		vec_each (const struct phrase, phrase, &record->words->statement) {
			if (phrase->meaning == PART_CONTEXT
					&& phrase_length(bare, 0, phrase->text)) {
				statement_take(record, block, text);
				return;
			}
		}
	}
}
