/* SPDX-License-Identifier: MIT */
/*
 * CODEOWNERS, as GitHub and as GitLab read it.
 *
 *	*.c              @org/everybody
 *	/src/net/        @org/team-net net@example.com
 *	/src/generated/                     # nobody
 *
 * Of the lines that match, the last one decides.  GitLab knows sections, each
 * of which decides for itself, with owners for lines that name none:
 *
 *	^[Documentation][2] @docs
 *	docs/
 *	!docs/generated/
 */
#ifndef LINTEL_SOURCES_OWNERS_CODEOWNERS_H
#define LINTEL_SOURCES_OWNERS_CODEOWNERS_H

#include "facts/code_owners.h"

struct arena;

/* GitHub reads no larger one. */
#define CODEOWNERS_SIZE_MAX ((size_t)3 * 1024 * 1024)

/* Where the two look, in the order that lintel does; ended by an empty text. */
extern const struct str codeowners_places[];

/*
 * The syntax of a file: that of the forge whose folder it lies in; elsewhere
 * GitLab's, where the repository has a pipeline for it or the file has sections.
 */
enum owner_syntax codeowners_syntax(struct str path, struct str text, bool has_gitlab_pipeline);

/*
 * Reads the file.  Lines that are wrong are faults and do not count; the rest
 * stands.  What is no text at all is a problem, and nothing of it counts.
 * `path` and `text` live as long as the arena.
 */
NODISCARD RETURNS_NONNULL struct code_owners *codeowners_read(
		struct arena *arena, struct str path, struct str text, enum owner_syntax syntax);

#endif
