/* SPDX-License-Identifier: MIT */
/*
 * Changes to the text of a decision record, where the record itself says what
 * is changed: in front matter, in a list, in a table or under a heading.  All
 * else stays as it is, byte for byte.
 *
 * Records come in every form, so whoever edits reads the result again and
 * believes that alone.
 */
#ifndef LINTEL_CLI_RECORD_EDIT_H
#define LINTEL_CLI_RECORD_EDIT_H

#include "facts/decision.h"

struct arena;

struct record_change {
	size_t at;
	/* Bytes that it takes the place of. */
	size_t len;
	struct str text;
	/* Those at one place stand in the order in which they were made. */
	size_t number;
};

struct record_edit {
	struct arena *arena;
	/* The whole of the file, as it is read. */
	struct str text;
	/* What is known of it; its places are in `text`. */
	const struct decision *decision;
	VEC(struct record_change) changes;
};

/* `word` becomes the status wherever one is stated; else a line below the title states it. */
void record_set_status(struct record_edit *edit, struct str word);

/* The day takes the place of the one stated; else a line beside the status states it. */
void record_set_date(struct record_edit *edit, struct str day);

/* In the title, what stands for a number ("XXXX") becomes the number. */
void record_set_number(struct record_edit *edit, struct str draft, struct str number);

/* The text with all changes made. */
struct str record_edited(struct record_edit *edit);

#endif
