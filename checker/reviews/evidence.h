/* SPDX-License-Identifier: MIT */
/*
 * The evidence column of a review, which the tool writes and reads back:
 *
 *	fired:2026-10-01; trigger:9f2c0a1b2c3d; record:b771…; data:03fe…;
 *	2026Q2: 2 (91 of 91 days) 2026Q3: 2 (90 of 92 days); metric(bus.consumers, max) = 2
 *
 * Items are separated by semicolons outside of quotes and brackets.  `key:value`
 * binds the review to what was looked at, `TERM = VALUE` is what a `baseline`
 * means from then on, and all else is for people.
 */
#ifndef LINTEL_REVIEWS_EVIDENCE_H
#define LINTEL_REVIEWS_EVIDENCE_H

#include "reviews/trigger.h"

/* So many hexadecimal digits of a hash are written; fewer than 8 bind nothing. */
#define EVIDENCE_DIGITS 12

/* "metric(bus.consumers, max) = 2": texts as written, blanks joined in the term. */
struct observation {
	struct str term;
	struct str value;
};

struct review_evidence {
	/* Digits of hashes; several if one row answers several triggers. */
	VEC(struct str) triggers;
	struct str data;
	struct str record;
	/* The day on which the trigger had fired. */
	bool has_fired;
	date_day fired;
	/* Somebody's word about a manual(). */
	bool has_manual;
	bool manual;
	VEC(struct observation) observations;
};

/* Reads whatever it knows of `text`; nothing in it is an error. */
void review_evidence_read(struct review_evidence *evidence, struct arena *arena, struct str text);

/* Whether the digits are the beginning of this hash, and enough of it. */
bool review_evidence_binds(struct str digits, struct hash hash);

/* What somebody saw who looked at a manual(). */
enum observed {
	OBSERVED_NOTHING,
	OBSERVED_NO,
	OBSERVED_YES,
};

/*
 * Writes what binds a review to a trigger as it was evaluated in `world`, and
 * the value of everything that it measures.
 */
void review_evidence_write(const struct trigger *trigger, const struct world *world,
		enum observed observed, struct arena *arena, struct buf *out);

/*
 * The observations as numbers in the units of the condition's own terms, for
 * `baseline`; what does not fit any of them is left out.  Returns how many.
 */
size_t review_evidence_values(const struct review_evidence *evidence, struct arena *arena,
		const struct condition *condition, struct stored_value **values);

/* Whether a term has a value that a review writes down. */
bool term_is_measured(const struct term *term);

/* A term's text with single blanks between its words. */
struct str term_words(struct str text, struct arena *arena);

#endif
