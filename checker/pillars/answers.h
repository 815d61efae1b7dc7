/* SPDX-License-Identifier: MIT */
/*
 * The file in which a team answers a pack's questions.
 *
 *	pack: seven-pillars
 *	version: "1.0"
 *	answers:
 *	  modularity.local-change: { answer: half, ticked: [c1], on: 2026-11-01, by: team-checkout }
 *
 * People write it too.  So what lintel writes is one entry on one line, and all
 * else stays as it was, comments and order included; only a file that is
 * written in a way that does not allow this is written anew, and the caller is
 * told so.
 */
#ifndef LINTEL_PILLARS_ANSWERS_H
#define LINTEL_PILLARS_ANSWERS_H

#include "facts/pack.h"

struct arena;
struct buf;
struct err;
struct problems;

#define ANSWERS_BYTES_MAX ((size_t)1024 * 1024)
/* For an answer whose day is still to come. */
#define ANSWER_LATER_REMEDY "correct its day, or ask for that day: --as-of"

/* No answers at all, as if the file were not there. */
void answers_init(struct answers *answers, struct arena *arena, struct str path);

/*
 * Reads the file.  What is not of its form goes to `problems`; what is, and
 * still cannot count (an item or a choice that the pack does not have, no day),
 * to `answers->faults`.  Texts live in the arena.
 */
NODISCARD bool answers_read(struct answers *answers, struct arena *arena, const struct pack *pack,
		struct str path, struct str text, struct problems *problems);

/* That they were given to another version of the pack, which they may; else empty. */
struct str answers_version_text(
		const struct answers *answers, const struct pack *pack, struct arena *arena);
struct str answers_version_remedy(const struct pack *pack, struct arena *arena);

/* One entry as lintel writes it, without a line break: "{ answer: half, … }". */
void answer_write(const struct pack_item *item, const struct answer *answer, struct buf *out);

/* A whole file, for the answers that the pack knows, in its order. */
void answers_write(const struct answers *answers, const struct pack *pack, struct buf *out);

/*
 * Puts an answer in place of the one that the file's text gives for its item, or
 * after the last one.  `*is_rewritten` says that the whole file had to be
 * written anew and lost its comments.  False if the text is no file of answers.
 */
NODISCARD bool answers_put(struct arena *arena, const struct pack *pack, struct str path,
		struct str text, const struct answer *answer, struct buf *out, bool *is_rewritten,
		struct err *err);

/*
 * The same for a file: reads it anew, so that what somebody else wrote meanwhile
 * stays, and puts the result in its place, whole or not at all.  A file that is
 * not there is made, folders included.
 */
NODISCARD bool answers_save(struct str root, struct str path, const struct pack *pack,
		const struct answer *answer, bool *is_rewritten, struct err *err);

#endif
