/* SPDX-License-Identifier: MIT */
#include "sources/decisions/section.h"

#include "base/arena.h"
#include "base/path.h"
#include "sources/decisions/name.h"
#include "sources/decisions/plain.h"

#define LEVELS 6

/* What stands in a heading, without the marks that make it one. */
static struct str heading_text(const struct record *record, const struct block *block)
{
	struct str line = str_trim(record_line(record, block->first));
	size_t marks = 0;
	while (marks < line.len && line.p[marks] == '#') {
		marks++;
	}
	if (marks != block->level
			|| (marks < line.len && line.p[marks] != ' ' && line.p[marks] != '\t')) {
		return line;
	}
	line = str_trim(str_from(line, marks));
	size_t end = line.len;
	while (end > 0 && line.p[end - 1] == '#') {
		end--;
	}
	bool is_closed = end == 0 || line.p[end - 1] == ' ' || line.p[end - 1] == '\t';
	return is_closed ? str_trim(str_slice(line, 0, end)) : line;
}

/* Without "1.", "2.3)" in front. */
static struct str number_skip(struct str text)
{
	size_t at = 0;
	while (at < text.len
			&& ((text.p[at] >= '0' && text.p[at] <= '9') || text.p[at] == '.'
					|| text.p[at] == ')')) {
		at++;
	}
	bool is_number = at > 0 && at < text.len && text.p[at] == ' ';
	return is_number ? str_trim(str_from(text, at)) : text;
}

static enum section_kind kind_of(const struct record *record, struct str title)
{
	struct str bare = plain_bare(title);
	struct str phrase = words_fold(record->arena, plain_bare(number_skip(bare)));
	const struct map_entry *entry = map_find(record->words->sections, phrase);
	/* "Decision: use X", "Context (2026)". */
	for (size_t i = 0; !entry && i < phrase.len; i++) {
		if (phrase.p[i] == ':' || phrase.p[i] == '(') {
			entry = map_find(record->words->sections,
					plain_bare(str_slice(phrase, 0, i)));
			break;
		}
	}
	return entry ? (enum section_kind)entry->num : SECTION_OTHER;
}

static void section_add(struct record *record, uint32_t number)
{
	const struct block *block = &record->blocks.p[number];
	struct str raw = heading_text(record, block);
	struct str title = plain_text(record->arena, raw);
	*vec_add(&record->sections, record->arena) = (struct section){
		.level = block->level,
		.raw = raw,
		.title = title,
		.kind = kind_of(record, title),
		.block = number,
		.first = block->last + 1,
	};
}

/* Where each section ends: from the last to the first, remembering what follows on each level. */
static void sections_end(struct record *record)
{
	uint32_t next_block[LEVELS + 1];
	uint32_t next_line[LEVELS + 1];
	uint32_t any_block = (uint32_t)record->blocks.len;
	uint32_t any_line = record->line_count + 1;
	for (size_t level = 0; level <= LEVELS; level++) {
		next_block[level] = any_block;
		next_line[level] = any_line;
	}
	for (size_t i = record->sections.len; i-- > 0;) {
		struct section *section = &record->sections.p[i];
		uint32_t line = record->blocks.p[section->block].first;
		section->end = next_block[section->level];
		section->last = next_line[section->level] - 1;
		section->own_end = any_block;
		section->own_last = any_line - 1;
		any_block = section->block;
		any_line = line;
		for (size_t level = section->level; level <= LEVELS; level++) {
			next_block[level] = section->block;
			next_line[level] = line;
		}
	}
}

static bool is_title(const struct section *section)
{
	return section->kind == SECTION_OTHER
	       || (section->level == 1 && section->kind > SECTION_TRIGGER);
}

static bool ends_header(const struct section *section)
{
	bool is_about = section->kind == SECTION_STATUS || section->kind == SECTION_DATE
			|| section->kind == SECTION_METADATA;
	if (is_about && section->level <= 3) {
		return false;
	}
	return section->level <= 2 || section->kind != SECTION_OTHER;
}

static void header_find(struct record *record)
{
	record->header_end = record->line_count + 1;
	for (size_t i = 0; i < record->sections.len; i++) {
		struct section *section = &record->sections.p[i];
		if (!(i == 0 && is_title(section)) && ends_header(section)) {
			record->header_end = record->blocks.p[section->block].first;
			return;
		}
		section->in_header = true;
	}
}

static void title_set(struct record *record)
{
	struct decision *decision = record->decision;
	if (record->sections.len && is_title(&record->sections.p[0])) {
		const struct section *section = &record->sections.p[0];
		struct str title = title_bare(record, section->title);
		decision->title = title.len ? title : section->title;
		decision->title_place = record_place(record, section->raw);
	}
}

void sections_read(struct record *record)
{
	for (uint32_t i = 0; i < record->blocks.len; i++) {
		const struct block *block = &record->blocks.p[i];
		if (block->kind == BLOCK_HEADING && block->items == 0 && !block->in_quote) {
			section_add(record, i);
		}
	}
	sections_end(record);
	header_find(record);
	title_set(record);
}

bool line_is_empty(const struct record *record, struct str line)
{
	struct str text = str_trim(line);
	size_t mark = 0;
	while (mark < text.len && strchr("-*+> \t", text.p[mark])) {
		mark++;
	}
	text = str_from(text, mark);
	struct str plain = text.len ? plain_text(record->arena, text) : text;
	if (plain.len == 0) {
		return true;
	}
	char first = plain.p[0];
	char last = plain.p[plain.len - 1];
	bool is_enclosed = (first == '{' && last == '}') || (first == '<' && last == '>')
			   || (first == '[' && last == ']');
	struct str folded = words_fold(record->arena, plain);
	return is_enclosed || words_has(record->words, SET_PLACEHOLDERS, folded)
	       || words_has(record->words, SET_PLACEHOLDERS, plain_bare(folded));
}

/* "None.": of what may well be none, somebody says that there is. */
static bool says_none(const struct record *record, const struct section *section, struct str line)
{
	bool may_be_none = section->kind == SECTION_ALTERNATIVES
			   || section->kind == SECTION_CONSEQUENCES;
	struct str plain = may_be_none ? plain_bare(plain_text(record->arena, str_trim(line)))
				       : STR("");
	struct str folded = words_fold(record->arena, plain);
	while (folded.len && strchr(".-*+ ", folded.p[0])) {
		folded = str_from(folded, 1);
	}
	while (folded.len && strchr(".! ", folded.p[folded.len - 1])) {
		folded.len--;
	}
	return folded.len && words_has(record->words, SET_NOTHING, folded);
}

/* Whether the lines say anything: headings, comments and placeholders do not. */
static bool is_text(const struct record *record, const struct section *section)
{
	for (uint32_t i = section->block + 1; i < section->end; i++) {
		const struct block *block = &record->blocks.p[i];
		if (block->kind == BLOCK_CODE) {
			return true;
		}
		bool is_leaf = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HTML;
		for (uint32_t n = block->first; is_leaf && n <= block->last; n++) {
			struct str line = record_line(record, n);
			bool is_comment = block->kind == BLOCK_HTML
					  && !(n == block->first && line.len
							  && str_find(line, '>') < line.len);
			if (!is_comment
					&& (!line_is_empty(record, line)
							|| says_none(record, section, line))) {
				return true;
			}
		}
	}
	return false;
}

void parts_read(struct record *record)
{
	vec_each (const struct section, section, &record->sections) {
		if (section->kind > SECTION_TRIGGER) {
			continue;
		}
		struct decision_part *part = &record->decision->parts[section->kind];
		/* Of several, the first that says something. */
		if (part->is_there && !part->is_empty) {
			continue;
		}
		bool is_empty = !is_text(record, section);
		if (!part->is_there || !is_empty) {
			*part = (struct decision_part){
				.is_there = true,
				.is_empty = is_empty,
				.place = record_place(record, section->raw),
				.first_line = section->first,
				.last_line = section->last,
			};
		}
	}
}
