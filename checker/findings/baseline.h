/* SPDX-License-Identifier: MIT */
/*
 * The baseline: known findings as fingerprints with counts, in a text file
 * that merges well and only shrinks.
 *
 *	# lintel baseline 1
 *	FINGERPRINT COUNT RULE KIND SOURCE TARGET
 *
 * Fields are separated by a tab and escaped; lines are sorted.  It holds no
 * line numbers, so moving code changes nothing.
 */
#ifndef LINTEL_FINDINGS_BASELINE_H
#define LINTEL_FINDINGS_BASELINE_H

#include "findings/finding.h"

struct buf;
struct problems;

/* Beside lintel.yaml. */
#define BASELINE_PATH "lintel.baseline"

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
	struct str path;
	/* Sorted by rule, source, target, kind. */
	VEC(struct baseline_entry) entries;
};

/* Reads the text of a baseline file; every bad line is a problem with its place. */
NODISCARD bool baseline_read(struct baseline *baseline, struct arena *arena, struct str path,
		struct str text, struct problems *problems);

void baseline_write(const struct baseline *baseline, struct buf *out);

/* The baseline that holds all of these findings that are new (not excepted, not info). */
void baseline_from(struct baseline *baseline, struct arena *arena, const struct findings *findings);

/*
 * Marks the findings that the baseline knows.  Where an entry counts more than
 * there are, adds a finding lintel/baseline, change-caused, error, that says
 * how to shrink it; but not for entries whose rule was not judged in this run
 * or which `looked_at` refuses (NULL = all were looked at).
 */
typedef bool baseline_looked_at(const struct baseline_entry *entry, void *ctx);
void baseline_apply(const struct baseline *baseline, struct findings *findings,
		baseline_looked_at *looked_at, void *ctx);

/*
 * Takes out what is fixed: counts sink to what there is, never rise.  Returns
 * how many entries changed.  `findings` are those before baseline_apply().
 */
size_t baseline_shrink(struct baseline *baseline, const struct findings *findings,
		baseline_looked_at *looked_at, void *ctx);

/* Adds the findings whose fingerprint (or a unique prefix of it) or rule id is named; how many. */
size_t baseline_accept(struct baseline *baseline, struct arena *arena,
		const struct findings *findings, const struct str *named, size_t count);

#endif
