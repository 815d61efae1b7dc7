/* SPDX-License-Identifier: MIT */
/*
 * The lead of a source file: the #include, #define and #undef lines before
 * anything else.  Units whose leads begin alike share what the compiler makes
 * of that beginning.
 *
 * Only what can be taken out and put elsewhere without a change of meaning is
 * part of a lead: comments and blank lines may stand between the directives,
 * conditions end it.  Lines are taken as they are, so that columns stay.
 */
#ifndef LINTEL_SOURCES_C_LEAD_H
#define LINTEL_SOURCES_C_LEAD_H

#include "base/str.h"
#include "base/vec.h"

struct arena;

/* More directives than this are left to the unit. */
#define LEAD_MAX 200

struct lead_directive {
	/* Whole lines, joined ones with their joins, without the last line break. */
	struct str text;
	/* Of its first line. */
	uint32_t line;
	/* Physical lines. */
	uint32_t lines;
	bool is_include;
};

/* Borrows the text. */
struct lead {
	VEC(struct lead_directive) directives;
};

void lead_scan(struct lead *lead, struct arena *arena, struct str text);

/* The first `count` directives alone: what their prefix is made of. */
struct str lead_text(const struct lead *lead, struct arena *arena, size_t count);

/* `text` with its first `count` directives turned into blanks: nothing else moves. */
struct str lead_blank(const struct lead *lead, struct arena *arena, struct str text, size_t count);

/* The line of the file on which line `line` of lead_text() stands; 0 if none does. */
uint32_t lead_line(const struct lead *lead, uint32_t line);

#endif
