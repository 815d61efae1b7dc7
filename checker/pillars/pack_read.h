/* SPDX-License-Identifier: MIT */
/*
 * Reads a pack of questions: one of the program's own, or a file of a
 * repository in the form of a pack or of an AWS Well-Architected custom lens.
 *
 * Everything wrong with it goes to `problems`; what is only unwise (an item
 * that outweighs its pillar) is a warning there.  The pack lives in the arena.
 */
#ifndef LINTEL_PILLARS_PACK_READ_H
#define LINTEL_PILLARS_PACK_READ_H

#include "facts/pack.h"

struct arena;
struct problems;

#define PACK_BYTES_MAX ((size_t)1024 * 1024)
#define PACK_PILLARS_MAX 64
#define PACK_ITEMS_MAX 1000

/* The text of a pack of the program, or an empty one. */
struct str pack_shipped(struct str name);
/* Up to `room` names of them; returns how many there are. */
size_t pack_shipped_names(struct str *names, size_t room);

/* `path` ends in .json where the text is JSON.  False if anything is wrong. */
NODISCARD bool pack_read(struct pack *pack, struct arena *arena, struct str path, struct str text,
		struct problems *problems);

/* pack_lint.c: what the tables cannot see; part of pack_read(). */
NODISCARD bool pack_lint(const struct pack *pack, struct problems *problems);

#endif
