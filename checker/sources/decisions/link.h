/* SPDX-License-Identifier: MIT */
/*
 * Links: from what a key names, and from what the text says and links to.
 *
 * A link has a kind where the record states one of itself: in metadata, in its
 * status, below a heading "Links", in a sentence "this record supersedes …".
 * Whatever else the text names is a mention.
 */
#ifndef LINTEL_SOURCES_DECISIONS_LINK_H
#define LINTEL_SOURCES_DECISIONS_LINK_H

#include "sources/decisions/record.h"

struct root;

/* More of one record are dropped with a fault. */
#define LINKS_MAX 1000

struct link_span {
	enum decision_link_kind kind;
	/* Bare numbers are records here, and what is no reference stands for itself. */
	bool is_metadata;
	bool is_partial;
	bool is_free;
};

/*
 * Takes one reference off the front of `text`, at `*at`, if there is one: "[x](y)",
 * "ADR-0012", "0012-x.md"; moves behind it.
 */
bool link_take(struct record *record, struct str text, size_t *at, const struct link_span *span);

/* All references of a value that a key gives. */
void links_take(struct record *record, enum decision_link_kind kind, struct str value,
		struct place place);

/* Looks in the folders whether the files are there that links go to. */
void links_check(struct decision *decision, struct arena *arena, const struct root *root);

#endif
