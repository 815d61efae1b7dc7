/* SPDX-License-Identifier: MIT */
/*
 * Drift: which revisions are looked at, and what they are; and which commit
 * brought something about.
 *
 * Revisions are read several at a time, each by one thread, into an arena that
 * goes again: what is kept of each are its numbers and who used whom.
 */
#ifndef LINTEL_ENGINE_DRIFTING_H
#define LINTEL_ENGINE_DRIFTING_H

#include "facts/drift.h"
#include "sources/git/lineage.h"

#include <stdbool.h>

struct err;
struct run;

enum drift_at {
	/* Tags if at least three match, else months. */
	DRIFT_AT_ANY,
	DRIFT_AT_TAGS,
	DRIFT_AT_MONTHS,
	DRIFT_AT_QUARTERS,
	DRIFT_AT_YEARS,
	DRIFT_AT_COMMITS,
};

/* "auto", "tags", …, NULL: indexed by enum drift_at. */
extern const char *const drift_at_words[];

/* More revisions than this are an error that says how to ask for fewer. */
#define DRIFT_REVISIONS_MOST 10000

struct drift_choice {
	/* "A..B", or "A" for A..HEAD. */
	struct str range;
	enum drift_at at;
	/* DRIFT_AT_TAGS, DRIFT_AT_ANY: a pattern of base/glob.h, or empty for all. */
	struct str tags;
	/* Not 0: so many commits, evenly spaced by first parents, whatever `at`. */
	size_t count;
};

/* The ends of a range: ids. */
struct drift_ends {
	struct str range;
	struct str from;
	struct str to;
};

NODISCARD bool drift_ends_read(struct drift_ends *ends, struct repository *repository,
		struct arena *arena, struct str range, struct err *err);

/* Which revisions: `drift->revisions` get names, ids and times. */
NODISCARD bool drift_choose(struct drift *drift, struct arena *arena, struct repository *repository,
		const struct drift_choice *choice, struct err *err);

/*
 * Reads them, under the configuration of `head` (see engine/revisit.h).  What
 * cannot be known of one is its `problem`.
 */
void drift_read(struct drift *drift, struct arena *arena, const struct run *head,
		struct repository *repository);

enum drift_quest_kind {
	QUEST_CYCLE,
	QUEST_USE,
	QUEST_VIOLATION,
};

/* What is looked for: a cycle that two modules are in, a use, a violation of a rule. */
struct drift_quest {
	/* As it was asked for. */
	struct str text;
	enum drift_quest_kind kind;
	/* Modules; of QUEST_VIOLATION the first is the rule. */
	struct str a;
	struct str b;
};

/* Reads "cycle:A,B", "use:A,B" or "violation:RULE"; names must be those of `head`. */
NODISCARD bool drift_quest_read(struct drift_quest *quest, struct arena *arena,
		const struct run *head, struct str text, struct err *err);

/* Whether a revision that was read has it. */
bool drift_quest_holds(const struct drift_quest *quest, const struct drift_revision *revision);

/* A line that did it: "core -> net: includes net/send.h". */
struct drift_step {
	struct place place;
	struct str text;
	/* Its parent did not have what the line stands for. */
	bool is_new;
};

enum drift_outcome {
	/* A commit brought it. */
	DRIFT_FOUND,
	/* It was there from the beginning of the range. */
	DRIFT_OLDER,
	/* It is not there at its end. */
	DRIFT_ABSENT,
	/* What cannot be judged lies in the way. */
	DRIFT_UNKNOWN,
};

struct drift_found {
	enum drift_outcome outcome;
	struct lineage_commit commit;
	/* DRIFT_UNKNOWN: why. */
	struct str why;
	/* How many revisions were looked at, and how many of them could not be judged. */
	size_t looked_at;
	size_t not_judged;
	/* How often it came among them, in the order of the line. */
	size_t times;
	VEC(struct drift_step) steps;
	/* Those that are not among them. */
	size_t more;
};

/* Which commit brought it, by halving the line of first parents, then what was merged. */
NODISCARD bool drift_find(struct drift_found *found, struct arena *arena, const struct run *head,
		struct repository *repository, const struct drift_ends *ends,
		const struct drift_quest *quest, struct err *err);

#endif
