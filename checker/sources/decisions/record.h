/* SPDX-License-Identifier: MIT */
/*
 * A record while it is read: its lines, what blocks they form, its sections,
 * and the words that it is understood by.  One thread reads one record.
 *
 * Every text that is found is a slice of the record's own, so that a place
 * follows from an address (record_place).
 */
#ifndef LINTEL_SOURCES_DECISIONS_RECORD_H
#define LINTEL_SOURCES_DECISIONS_RECORD_H

#include "config/config.h"
#include "facts/decision.h"
#include "sources/decisions/words.h"

/* What follows the last line that is looked at stays unread, and a fault says so. */
#define RECORD_LINES_MAX ((uint32_t)50000)
/* Further faults are dropped: these say enough.  Likewise further places of a status. */
#define RECORD_FAULTS_MAX 100
#define RECORD_STATEMENTS_MAX 64
/* Of the rules and of the paths that it names. */
#define RECORD_NAMES_MAX 1000

enum block_kind {
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	/* An item of a list; what it holds follows it. */
	BLOCK_ITEM,
	BLOCK_QUOTE,
	BLOCK_CODE,
	BLOCK_HTML,
	/* A line across the page. */
	BLOCK_RULE,
};

struct block {
	enum block_kind kind;
	/* BLOCK_HEADING: 1 to 6. */
	uint8_t level;
	/* How many items of lists it lies in, and whether in a quote. */
	uint16_t items;
	bool in_quote;
	/* Lines of the file, both included. */
	uint32_t first;
	uint32_t last;
};

/* A heading outside of lists and quotes, and what follows it. */
struct section {
	uint8_t level;
	/* As it stands, without marks; what it says. */
	struct str raw;
	struct str title;
	enum section_kind kind;
	/* Numbers of the heading's block and of the first block behind the section's own text. */
	uint32_t block;
	uint32_t own_end;
	/* The first block behind all of it, with the sections below it. */
	uint32_t end;
	/* Of the text: from the line after the heading. */
	uint32_t first;
	uint32_t own_last;
	uint32_t last;
	/* It lies in the header region. */
	bool in_header;
};

struct record {
	struct decision *decision;
	struct arena *arena;
	const struct words *words;
	const struct config_decisions *config;
	/* UTF-8, line ends as in the file. */
	struct str text;
	/* Without line ends; line 1 is lines[0]. */
	struct str *lines;
	uint32_t line_count;
	/* The first line after the front matter. */
	uint32_t body;
	VEC(struct block) blocks;
	VEC(struct section) sections;
	/* The first line behind the header region. */
	uint32_t header_end;
	/* From front matter, for want of a heading. */
	struct str front_title;
	struct place front_title_place;
	/* "6 months": to be added to the day of the last review. */
	struct str review_in;
	struct place review_in_place;
	/* Where a text stands that is no slice of the record. */
	struct place here;
	/* Words that may say how a record relates to another, so far. */
	size_t relations;
	/* How many of the links were named by keys. */
	size_t header_links;
	/* Limits that were met, and said so. */
	bool has_too_many_triggers;
	bool has_too_many_links;
	/* Lines that may change in a record that is settled; line 1 is loose[0]. */
	bool *loose;
};

/* Line `number`, from 1; empty beyond the last. */
struct str record_line(const struct record *record, uint32_t number);

/* All lines from `first` to `last`, with the line ends between them. */
struct str record_lines(const struct record *record, uint32_t first, uint32_t last);

/* Where `part` of the record's text stands; a text from elsewhere is at no line. */
struct place record_place(const struct record *record, struct str part);

void record_fault(struct record *record, struct place place, const char *kind, const char *remedy,
		const char *fmt, ...) PRINTF_LIKE(5, 6);

/*
 * Makes `text` UTF-8 in the arena: without byte order mark, UTF-16 converted;
 * what is no UTF-8 stays and is a fault.  Sets `record->text` and the lines.
 */
void record_take(struct record *record, struct str text);

#endif
