/* SPDX-License-Identifier: MIT */
/*
 * Tables that say which keys a record has.  One table serves four times: it
 * decodes nodes into structs, finds "did you mean", gives `lintel schema` its
 * JSON Schema and the documentation its reference.
 *
 * A table is constant data.  What it decodes borrows the text of the nodes and
 * allocates lists in the arena given.
 */
#ifndef LINTEL_CONFIG_TABLE_H
#define LINTEL_CONFIG_TABLE_H

#include "base/place.h"
#include "formats/node.h"

struct arena;
struct problems;
struct table;

/* A value that somebody wrote, and where.  An absent one has an empty path in `place`. */
struct text {
	struct str s;
	struct place place;
};

struct text_list {
	struct text *p;
	size_t len;
	/* The key was there, be its list ever so empty. */
	bool is_set;
	struct place place;
};

/* A whole number that may be absent. */
struct number {
	int64_t value;
	bool is_set;
	struct place place;
};

/* A decimal number that may be absent. */
struct real {
	double value;
	bool is_set;
	struct place place;
};

/* A choice out of a fixed set of words: its number in the set, or `fallback`. */
struct choice {
	unsigned value;
	bool is_set;
	struct place place;
};

/* Records of FIELD_RECORDS or FIELD_NAMED: `len` structs of the item table's size. */
struct records {
	void *p;
	size_t len;
	bool is_set;
	struct place place;
};

enum field_type {
	/* struct text; a bare `true` or `false` is refused, because it was hardly meant as text */
	FIELD_TEXT,
	/* struct text; a name as rules, modules and metrics have it: [A-Za-z0-9][A-Za-z0-9._/{}-]*
	 */
	FIELD_NAME,
	/* struct text_list; a single scalar is a list of one */
	FIELD_TEXTS,
	/* struct text_list; as FIELD_TEXTS, each item a valid glob that stays below the root */
	FIELD_GLOBS,
	/* struct text_list; as FIELD_TEXTS, each item a path below the root; cleaned */
	FIELD_PATHS,
	/* struct text_list; as FIELD_TEXTS, each item a selector; compiled later, in facts/ */
	FIELD_SELECTORS,
	/* bool */
	FIELD_BOOL,
	/* struct number */
	FIELD_NUMBER,
	/* struct real */
	FIELD_REAL,
	/* struct choice */
	FIELD_CHOICE,
	/* struct records: a list of maps, each as `item` says */
	FIELD_RECORDS,
	/* struct records: a map from names to maps; the name goes into the item's first field, a
	 * text */
	FIELD_NAMED,
	/* The fields of `item`, decoded into a struct that stands at the offset */
	FIELD_GROUP,
	/* const struct node *: decoded later by somebody who knows more */
	FIELD_NODE,
};

struct field {
	const char *name;
	enum field_type type;
	size_t offset;
	bool is_required;
	/* FIELD_CHOICE: the words, ended by NULL. */
	const char *const *words;
	/* FIELD_CHOICE: the value when absent. */
	unsigned fallback;
	const struct table *item;
	/*
	 * FIELD_RECORDS: an item written as a bare scalar is taken as this key
	 * of the item (`uses: [core, {to: disk}]`); NULL if only maps will do.
	 */
	const char *shorthand;
	/*
	 * One sentence for the reference; what is the default if absent.  Also
	 * the remedy where a required key is missing: it begins with a capital
	 * and ends with a full stop, which messages take away.
	 */
	const char *help;
	/* A value as one would write it, for the reference. */
	const char *example;
};

struct table {
	/*
	 * "module", "rule": what the record is called in messages, before its
	 * name: the key of a FIELD_NAMED, else its `id`, else its shorthand.
	 */
	const char *name;
	const char *help;
	const struct field *fields;
	size_t len;
	/* Of the struct that it fills. */
	size_t size;
	/* Keys that it does not know are somebody else's to judge. */
	bool is_open;
};

/*
 * Fills `*record` from `node`.  Unknown keys, wrong kinds and missing required
 * keys all go to `problems`; false if there was any.  The struct is complete
 * all the same, what failed being absent, so that a caller can go on looking.
 * With `known_elsewhere`, a second table's keys are accepted and left alone, and
 * messages call the record by that table's name.
 */
NODISCARD bool table_decode(const struct table *table, const struct table *known_elsewhere,
		const struct node *node, void *record, struct arena *arena,
		struct problems *problems);

/* The field with this name, or NULL. */
const struct field *table_field(const struct table *table, struct str name);

#endif
