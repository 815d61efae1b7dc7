/* SPDX-License-Identifier: MIT */
/*
 * The words that records are understood by: rules/decisions/words.yaml, which
 * is part of the program, and what `decisions: { words: … }` adds to it.
 *
 * All are kept folded: lower case, single spaces.  Read once, then shared
 * read-only by all threads.
 */
#ifndef LINTEL_SOURCES_DECISIONS_WORDS_H
#define LINTEL_SOURCES_DECISIONS_WORDS_H

#include "base/map.h"
#include "base/vec.h"
#include "facts/decision.h"

struct node;
struct problems;

/* What a heading announces.  The first are those of enum decision_part_kind. */
enum section_kind {
	SECTION_CONTEXT,
	SECTION_DECISION,
	SECTION_ALTERNATIVES,
	SECTION_CONSEQUENCES,
	SECTION_TRIGGER,
	SECTION_STATUS,
	SECTION_DATE,
	SECTION_METADATA,
	SECTION_LINKS,
	SECTION_REVIEWS,
	SECTION_AMENDMENTS,
	SECTION_OTHER,
};

/* What a line "key: value" states. */
enum key_kind {
	KEY_STATUS,
	KEY_DATE,
	KEY_ACCEPTED,
	KEY_REVIEWED,
	KEY_REVIEW_BY,
	KEY_REVIEW_IN,
	KEY_TRIGGERS,
	KEY_SUPERSEDES,
	KEY_SUPERSEDED_BY,
	KEY_AMENDS,
	KEY_AMENDED_BY,
	KEY_RELATES,
	KEY_CHECKS,
	KEY_AFFECTS,
	KEY_OWNER,
	KEY_SCOPE,
	KEY_REVERSIBILITY,
	KEY_TITLE,
	KEY_ID,
	/* Of a row of the table of reviews. */
	KEY_BY,
	KEY_OUTCOME,
	KEY_EVIDENCE,
	KEY_NEXT,
	KEY_NOTE,
	KEYS,
};

/* A key that means nothing here. */
#define KEY_OTHER KEYS

/* Lists of words that only answer whether something is among them. */
enum word_set {
	/* What a template left behind: "tbd", "yyyy-mm-dd". */
	SET_PLACEHOLDERS,
	/* In a part: "none", which is not the same as saying nothing. */
	SET_NOTHING,
	/* Names of files that are no records. */
	SET_INDEXES,
	SET_TEMPLATES,
	/* What may stand before the number in a file's name: "adr", "madr". */
	SET_PREFIXES,
	/* In front of a number that is still to be given: "xxxx". */
	SET_DRAFTS,
	/* "because": a reason follows. */
	SET_REASONS,
	/* "we will use": a choice follows. */
	SET_CHOICES,
	/* "partly": of a supersession. */
	SET_PARTLY,
	/* "not": what follows is denied. */
	SET_NEGATIONS,
	/* "this record": what follows is said of the record itself. */
	SET_SUBJECTS,
	/* What a review may come to. */
	SET_OUTCOMES,
	/* "on": between a status and its day. */
	SET_DATED,
	WORD_SETS,
};

/* A phrase of several words, and what it means. */
struct phrase {
	struct str text;
	unsigned meaning;
};

struct words {
	struct arena *arena;
	/* A phrase to an enum decision_status, section_kind, key_kind, 1 to 12. */
	struct map *statuses;
	struct map *sections;
	/* Keys are compact: "review-by", "reviewBy" and "review by" are "reviewby". */
	struct map *keys;
	struct map *months;
	struct map *sets[WORD_SETS];
	/* "superseded by": an enum decision_link_kind; the longest first. */
	VEC(struct phrase) links;
	/* Bytes that a phrase of `links`, or of what a record calls itself, begins with. */
	bool begins[256];
	/* What the parts of a Y-statement begin with: an enum decision_part_kind. */
	VEC(struct phrase) statement;
};

/*
 * Reads the program's own words, and `more` unless it is NULL.  What is wrong
 * with `more` goes to `problems`; false if there was any.
 */
NODISCARD bool words_read(struct words *words, struct arena *arena, const struct node *more,
		struct problems *problems);

/* Lower case, white space made single and taken off the ends. */
struct str words_fold(struct arena *arena, struct str text);

/* Folded, and without spaces, hyphens and underscores: how keys are compared. */
struct str words_compact(struct arena *arena, struct str text);

/* Whether they are the same but for case and white space. */
bool words_equal(struct arena *arena, struct str a, struct str b);

/* What `text` begins with, in whole words, of the longest phrase in `map`; its length or 0. */
size_t words_begin(const struct map *map, struct str folded, unsigned *meaning);

/* KEY_OTHER if it is none. */
enum key_kind words_key(const struct words *words, struct arena *arena, struct str key);

bool words_has(const struct words *words, enum word_set set, struct str folded);

#endif
