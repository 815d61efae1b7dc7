/* SPDX-License-Identifier: MIT */
/*
 * What a change did to the findings: what it introduced, what it fixed, what it
 * left as it was.
 *
 * Two sets of findings are compared by fingerprint and count, both judged with
 * one configuration: that of the tree as it is (head).  The other one (base) is
 * the tree that the change began with, before exceptions and baseline.
 */
#ifndef LINTEL_FINDINGS_SINCE_H
#define LINTEL_FINDINGS_SINCE_H

#include "findings/finding.h"

struct since {
	/* As asked for: "origin/main"; and the commit that it and HEAD have in common, 40 digits.
	 */
	struct str revision;
	struct str base;
	/* Files that differ between base and the folder, sorted, each once. */
	VEC(struct str) paths;
	/* Names of the modules that these belong to, or belonged to; sorted, each once. */
	VEC(struct str) modules;
	/* Findings that are new and were not there before. */
	size_t introduced;
	/* Findings of clock and data that decide because the change touches what they are about. */
	size_t touched;
	/* There before, or none of the change's business. */
	size_t left;
	/* Whether they were there before cannot be told. */
	size_t unknown;
	/* What base had and head has not. */
	struct findings fixed;
	/* Not empty: base could not be judged at all, and why. */
	struct str unjudged;
};

/* Asked about a finding; with `ctx` of whoever asks. */
typedef bool since_ask(const struct finding *finding, void *ctx);

struct since_sides {
	/* NULL where nothing differs that anybody reads: then base is what head is. */
	const struct findings *base;
	/* Whether a finding of the other side could have been seen on this one. */
	since_ask *base_saw;
	since_ask *head_saw;
	/* Whether the change touches what the finding is about. */
	since_ask *touches;
	void *ctx;
};

/*
 * Sorts the findings of head and says of each that is new what the change has to
 * do with it: FINDING_LEFT where it was there before, unknown where base could
 * not see it.  Of several places of one fingerprint the last are new.  What
 * clock and data brought about is left as well, unless the change touches it.
 * Fills in the counts and what was fixed.
 */
void since_compare(struct since *since, struct findings *head, const struct since_sides *sides);

/*
 * Findings from number `first` on, which were not compared: those that the
 * change does not touch are left.  What a gate asks for stays as it is.
 */
void since_rest(struct since *since, struct findings *head, size_t first,
		const struct since_sides *sides);

/* Whether the path is one of those that differ; the module one of those touched. */
bool since_has_path(const struct since *since, struct str path);
bool since_has_module(const struct since *since, struct str module);

#endif
