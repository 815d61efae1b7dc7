/* SPDX-License-Identifier: MIT */
/*
 * Decision records as plain data: what each says, and where it says it.
 *
 * A reader fills it; decisions_freeze() sorts it and makes it findable.  What
 * a record does not state is unknown, with a reason; nothing here is guessed,
 * and no file's time or history's date stands in for the record's own.
 */
#ifndef LINTEL_FACTS_DECISION_H
#define LINTEL_FACTS_DECISION_H

#include "base/date.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/place.h"
#include "base/vec.h"

struct arena;

enum decision_status {
	STATUS_UNKNOWN,
	STATUS_DRAFT,
	/* Also: in review, pending, under consideration. */
	STATUS_PROPOSED,
	/* Also: approved, adopted, implementable, partially accepted. */
	STATUS_ACCEPTED,
	STATUS_IMPLEMENTED,
	STATUS_REJECTED,
	STATUS_DEPRECATED,
	STATUS_SUPERSEDED,
	STATUS_WITHDRAWN,
	/* A word that is none of these. */
	STATUS_OTHER,
	STATUSES,
};

/* "unknown", "draft", …: indexed by enum decision_status, ended by NULL. */
extern const char *const decision_status_words[];

/* Which part of a record states something; earlier ones win. */
enum decision_where {
	WHERE_NOWHERE,
	WHERE_FRONT_MATTER,
	/* A list item, a bold or plain line, a table's row in the header region. */
	WHERE_HEADER,
	WHERE_TABLE,
	/* A heading "Status" and what follows it. */
	WHERE_HEADING,
};

/* One place where a record states its status. */
struct decision_statement {
	enum decision_status status;
	enum decision_where where;
	/* As written, the first line of it. */
	struct str raw;
	struct place place;
};

struct decision_date {
	bool is_known;
	date_day day;
	/* As written; empty if nothing is. */
	struct str raw;
	/* Why it is not known: "not stated", "ambiguous: day or month first", "a placeholder". */
	struct str reason;
	struct place place;
};

enum decision_part_kind {
	PART_CONTEXT,
	PART_DECISION,
	PART_ALTERNATIVES,
	PART_CONSEQUENCES,
	PART_TRIGGER,
	PARTS,
};

/* "context", "decision", "alternatives", "consequences", "review-trigger", NULL. */
extern const char *const decision_part_words[];

struct decision_part {
	/* It has a heading (or a key, or a sentence of a Y-statement). */
	bool is_there;
	/* There, with nothing in it but a template's placeholder. */
	bool is_empty;
	/* Its heading. */
	struct place place;
	/* Of its text, both included. */
	uint32_t first_line;
	uint32_t last_line;
};

enum decision_link_kind {
	LINK_SUPERSEDES,
	LINK_SUPERSEDED_BY,
	LINK_AMENDS,
	LINK_AMENDED_BY,
	/* "related to", "depends on", …: named in metadata. */
	LINK_RELATES,
	/* A record that the text names or links to. */
	LINK_MENTIONS,
	/* A link to a file that is no record. */
	LINK_FILE,
};

struct decision_link {
	enum decision_link_kind kind;
	/* As written: "ADR-0012", "0012-x.md#context", "../docs/x.md". */
	struct str target;
	/* Relative to the root and cleaned, without the fragment, if it is a path; else empty. */
	struct str path;
	/* It goes to a file that is there; without a path it is true. */
	bool exists;
	/* "superseded in part", "ADR-0012#4". */
	bool is_partial;
	/* What is superseded is no record but a feature or a page: `target` is all that is said. */
	bool is_free;
	struct place place;
	/* Set by decisions_freeze(): the record's number in the list, or NONE. */
	uint32_t record;
};

/* One item of `review-triggers:` or of a section "Review trigger(s)". */
struct decision_trigger {
	/* "few-consumers"; of an item without one, "trigger-1", by its position. */
	struct str id;
	bool has_id;
	/*
	 * What follows, as it stands in the file, up to the owner: line ends,
	 * indentation and all, so that a place in it is a place in the file.
	 */
	struct str text;
	/* Where `text` begins. */
	struct place place;
	/* After "— owner:"; empty without one. */
	struct str owner;
	/* From `review-by:` and its synonyms: fires when this day is over. */
	bool is_date;
	date_day day;
};

/* A row of the table under "Reviews": somebody looked at a trigger. */
struct decision_review {
	date_day day;
	/* A role, as written. */
	struct str by;
	/* The trigger's id. */
	struct str trigger;
	/* "keep", "revise", "supersede", "retire", "defer". */
	struct str outcome;
	/* What was observed, and "trigger:HASH snapshot:HASH": to what it is bound. */
	struct str evidence;
	bool has_next;
	date_day next;
	struct str note;
	/* What is wrong with the row; empty if nothing is. */
	struct str problem;
	struct place place;
};

struct decision_fault {
	/* A word for the finding: "front-matter", "encoding", "limit", "table". */
	struct str kind;
	struct str text;
	struct str remedy;
	struct place place;
};

/* A line of the head whose value is what a template left there. */
struct decision_blank {
	/* "scope", "owner", "list of checks", … */
	const char *what;
	struct place place;
};

struct decision {
	/* Relative to the root. */
	struct str path;
	/* As configured: "ADR-0012"; empty when the name of the file has no number. */
	struct str id;
	/* Its digits without leading zeros; or the date or word that stands for it. */
	struct str number;
	/* Numbered at acceptance: XXXX-name.md. */
	bool is_unnumbered;
	/* Without the number; the slug of the file if there is no heading. */
	struct str title;
	struct place title_place;
	/* The one that counts. */
	enum decision_status status;
	struct str status_raw;
	struct place status_place;
	/* STATUS_UNKNOWN, STATUS_OTHER: why. */
	struct str status_reason;
	/* Every place that states it. */
	VEC(struct decision_statement) statements;
	struct decision_date date;
	/* From front matter or metadata, where stated: "accepted:", "last_reviewed_on:". */
	struct decision_date accepted;
	struct decision_date reviewed;
	struct decision_part parts[PARTS];
	VEC(struct decision_link) links;
	VEC(struct decision_trigger) triggers;
	VEC(struct decision_review) reviews;
	/* Where the next row of the table belongs: the line after the last; 0 = no table. */
	uint32_t reviews_line;
	/* Rule ids (`checks:`), or why there are none ("none: …"). */
	VEC(struct str) checks;
	struct str no_checks;
	struct place checks_place;
	/* Path globs or selectors (`affects:`). */
	VEC(struct str) affects;
	struct place affects_place;
	struct str owner;
	VEC(struct decision_blank) blanks;
	/* As stated: "local", "architectural"; "reversible", … */
	struct str scope;
	struct str reversibility;
	/* The decision names a technology and gives no reason: the sentence, else empty. */
	struct str weak;
	struct place weak_place;
	/* Of the text outside of the mutable region, white space normalised. */
	struct hash settled;
	/* Of the whole file. */
	struct hash content;
	uint32_t lines;
	/* What the reader could not make sense of: broken front matter, a limit, bad UTF-8. */
	VEC(struct decision_fault) faults;
};

/* A file of the folders that is no record, or could not be read as one. */
struct decision_skipped {
	struct str path;
	struct str reason;
	/* It should have been one: not an index, a template or a picture. */
	bool is_failure;
};

struct decisions {
	struct arena *arena;
	/* Sorted by path. */
	VEC(struct decision) list;
	VEC(struct decision_skipped) skipped;
	/* All Markdown files of the folders. */
	size_t seen;
	/* Opaque: by id and by path. */
	struct map *by_id;
	struct map *by_path;
};

void decisions_init(struct decisions *decisions, struct arena *arena);

/* Sorts, and says which record each link goes to. */
void decisions_freeze(struct decisions *decisions);

/*
 * The record that somebody calls `name`: its id in any case and with any
 * number of zeros ("ADR-12", "adr-0012", "0012", "12"), its path, its file's
 * name; or NULL.  Of records that share an id, the first by path.
 */
const struct decision *decision_find(const struct decisions *decisions, struct str name);

/*
 * After decision_find() found a record: another one that is called `name` just
 * as well, or NULL.  A path is the name of one record only.
 */
const struct decision *decision_namesake(
		const struct decisions *decisions, struct str name, const struct decision *found);

/* "ADR-0007 "Event backbone"", or the path where there is no id. */
struct str decision_label(const struct decision *decision, struct arena *arena);

/* Still in force: accepted or implemented. */
bool decision_is_in_force(const struct decision *decision);

#endif
