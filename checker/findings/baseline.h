/* SPDX-License-Identifier: MIT */
/*
 * The baseline: known findings as fingerprints with counts, in a text file
 * that merges well and only shrinks.
 *
 *	# lintel baseline 1
 *	FINGERPRINT COUNT RULE KIND SOURCE TARGET
 *
 * Fields are separated by a tab and escaped; lines are sorted.  It holds no
 * line numbers, so moving code changes nothing.  A line says in its columns
 * what its fingerprint was made of, so one that was changed by hand is noticed.
 *
 * A finding that an exception covers is still there: it keeps its entry alive,
 * but takes a place of the count only when others leave one.
 */
#ifndef LINTEL_FINDINGS_BASELINE_H
#define LINTEL_FINDINGS_BASELINE_H

#include "findings/finding.h"

struct buf;
struct err;
struct problems;

/* Beside lintel.yaml. */
#define BASELINE_PATH "lintel.baseline"
/* The rule of what the baseline itself has to say; never in a baseline. */
#define BASELINE_RULE "lintel/baseline"

struct baseline_entry {
	struct hash fingerprint;
	size_t count;
	struct str rule;
	struct str kind;
	struct str source;
	struct str target;
	/* In the file; 0 for an entry that is not written yet. */
	uint32_t line;
};

struct baseline {
	/* BASELINE_PATH unless it was read from elsewhere. */
	struct str path;
	/* Sorted by rule, source, target, kind. */
	VEC(struct baseline_entry) entries;
};

/* Whether an entry was looked at in this run; NULL in its place = all were. */
typedef bool baseline_looked_at(const struct baseline_entry *entry, void *ctx);

/*
 * Reads the text of a baseline file; every bad line is a problem with its
 * place, and false is returned if there was any.  Texts borrow from `text`.
 */
NODISCARD bool baseline_read(struct baseline *baseline, struct arena *arena, struct str path,
		struct str text, struct problems *problems);

/* Into the order of the file; the functions here do it themselves. */
void baseline_sort(struct baseline *baseline);

void baseline_write(const struct baseline *baseline, struct buf *out);

/*
 * The baseline that holds all of these findings that are errors or warnings,
 * not excepted, and not about the baseline or the exceptions themselves.
 */
void baseline_from(struct baseline *baseline, struct arena *arena, const struct findings *findings);

/*
 * Sorts the findings, marks those that the baseline knows, and notes on the
 * others that it does not.  Of several places of one fingerprint the first are
 * known and the last are new: "1 of 3 such places is new".
 *
 * Where an entry counts more than there are, adds a finding lintel/baseline,
 * change-caused, error, that says how to shrink it; but not for entries that
 * `looked_at` refuses.  Applying it again changes nothing.
 */
void baseline_apply(const struct baseline *baseline, struct findings *findings,
		baseline_looked_at *looked_at, void *ctx);

/*
 * Takes out what is fixed: counts sink to what there is, never rise.  Returns
 * how many entries changed.  The state of the findings does not matter.
 */
size_t baseline_shrink(struct baseline *baseline, const struct findings *findings,
		baseline_looked_at *looked_at, void *ctx);

/*
 * Adds the findings that are named: each of `named` is a fingerprint, a unique
 * prefix of one (8 digits or more), or a rule id.  `*added` counts the places
 * that were not in the baseline before.  False, and nothing changed, if a name
 * fits nothing or a prefix fits several.
 */
NODISCARD bool baseline_accept(struct baseline *baseline, struct arena *arena,
		const struct findings *findings, const struct str *named, size_t count,
		size_t *added, struct err *err);

#endif
