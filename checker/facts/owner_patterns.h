/* SPDX-License-Identifier: MIT */
/*
 * The patterns of a file of code owners, asked all at once: which lines match
 * this path.
 *
 * They look like those of .gitignore, and mean different things to GitHub and
 * to GitLab.  All of them are one tree of path segments, so that patterns with
 * a common beginning are tried once; a segment with wildcards is matched in
 * time bounded by the product of the two lengths.
 *
 * Patterns are added one by one; then any number of threads may ask, each with
 * a matcher of its own.
 */
#ifndef LINTEL_FACTS_OWNER_PATTERNS_H
#define LINTEL_FACTS_OWNER_PATTERNS_H

#include "base/attr.h"
#include "base/str.h"
#include "base/vec.h"

struct arena;
struct err;
struct owner_patterns;

enum owner_syntax {
	OWNER_SYNTAX_GITHUB,
	OWNER_SYNTAX_GITLAB,
};

/* No path is longer on the systems that lintel runs on. */
#define OWNER_PATTERN_MAX 4096

NODISCARD RETURNS_NONNULL struct owner_patterns *owner_patterns_create(
		struct arena *arena, enum owner_syntax syntax);

/*
 * Adds the pattern of a line.  `group` tells which lines stand in for each
 * other: of equal patterns of one group the last line is kept.  False if it is
 * none that this syntax understands.
 */
NODISCARD bool owner_patterns_add(struct owner_patterns *patterns, struct str pattern,
		uint32_t group, uint32_t line, struct err *err);

/*
 * The folder or file that all that a pattern matches is in, or is: empty if it
 * may be anywhere.  `*is_folder` says that it must be a folder.
 */
struct str owner_pattern_folder(
		struct arena *arena, struct str pattern, enum owner_syntax syntax, bool *is_folder);

/* What a thread needs to ask. */
struct owner_matcher {
	/* The answer: lines whose patterns match, in no order. */
	VEC(uint32_t) lines;
	/* Steps taken so far, for all paths together. */
	uint64_t steps;
	/* Of the matcher itself. */
	const struct owner_patterns *patterns;
	struct arena *arena;
	VEC(uint32_t) active;
	VEC(uint32_t) next;
	uint32_t *marks;
	uint32_t mark;
	char *key;
	size_t key_cap;
};

struct owner_matcher owner_matcher_create(
		const struct owner_patterns *patterns, struct arena *arena);

/* Sets `lines` to those that match the path, which is relative to the root. */
void owner_matcher_ask(struct owner_matcher *matcher, struct str path);

#endif
